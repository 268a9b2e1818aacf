using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Broadcast.Chat.Spine.Processes;
using Broadcast.Ingest.Inputs.Pull;
using Broadcast.Ingest.Sources.Order;
using Broadcast.Ingest.Tests.Sources;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TestKit;
using TestKit.Processes;

namespace Broadcast.Ingest.Tests.Inputs.Pull;

/// <summary>Inputs that a real FFmpeg fetches from real peers, into the stage's own pipeline.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class FetchTests
{
    private const string Secret = "se-cret-word-77";

    [Test]
    public async Task A_file_plays_on_beyond_its_end()
    {
        using var folder = new TemporaryFolder();
        var file = await Feeder.MakeFileAsync(folder.Path, "opening film.mp4", 2, "-c:v", "libx264", "-c:a", "aac");
        await using var bench = new SourceBench(null, new InputOptions { Kind = "file", Path = file });

        await Eventually.TrueAsync(() => Seconds(bench) > 5, "more than two rounds are heard");

        var input = bench.Input(0);
        Assert.That((input.Kind, input.Active, input.State, input.Reason, input.Starts), Is.EqualTo((InputKind.File, true, InputState.Delivering, default(string), 1L)));
        Assert.That(bench.Heard.Runs, Has.Count.EqualTo(1));
        Assert.That(bench.Stage.Health().Publisher!.Client, Is.EqualTo("file input 0"));
    }

    [Test]
    public async Task Rtmp_is_fetched_and_fetched_again_when_it_breaks_off_and_its_key_is_never_logged()
    {
        var port = FreePort.Next();
        await using var bench = new SourceBench(null, new InputOptions { Kind = "rtmp", Url = $"rtmp://127.0.0.1:{port}/live/{Secret}" });
        await Eventually.TrueAsync(() => bench.Input(0).Reason == "The address refuses connections.", "nobody is there");

        await using (var server = Feeder.ServeRtmp(port, Secret))
        {
            await Eventually.TrueAsync(() => bench.Stage.Live, "it is live");
            server.Kill();
        }

        await using var back = Feeder.ServeRtmp(port, Secret);
        await Eventually.TrueAsync(() => bench.Heard.Runs.Count == 2 && bench.Stage.Live, "it is live again");

        Assert.That(bench.Log.All, Has.Some.Contains("broke off"));
        Assert.That(bench.Log.All, Has.None.Contains(Secret));
        Assert.That(bench.Input(0).Starts, Is.GreaterThanOrEqualTo(3));
    }

    [Test]
    public async Task Hls_is_fetched_at_its_own_speed()
    {
        using var folder = new TemporaryFolder();
        await using var station = Feeder.WriteHls(folder.Path);
        await using var web = await ServeAsync(folder);
        await Eventually.TrueAsync(() => Directory.GetFiles(folder.Path, "*.ts").Length >= 4, "the station has begun");

        await using var bench = new SourceBench(null, new InputOptions { Kind = "hls", Url = $"{web.Urls.Single()}/live.m3u8" });
        await Eventually.TrueAsync(() => Seconds(bench) > 4, "four seconds are heard");

        var fragments = bench.Heard.Fragments;
        Assert.That(bench.Heard.Runs, Has.Count.EqualTo(1));
        Assert.That(bench.Stage.Head, Is.LessThan(DateTimeOffset.UtcNow.AddSeconds(1)), "segments that arrive at once do not run ahead");
        Assert.That(await FragmentMedia.FaultsAsync(fragments), Is.Empty);
    }

    [Test]
    public async Task A_station_that_was_away_passes_evenly_again()
    {
        using var folder = new TemporaryFolder();
        await using var station = Feeder.WriteHls(folder.Path, seconds: 2);
        await using var web = await ServeAsync(folder);
        await Eventually.TrueAsync(() => Directory.GetFiles(folder.Path, "*.ts").Length >= 3, "the station has begun", TimeSpan.FromSeconds(60));
        await using var bench = new SourceBench(null, new InputOptions { Kind = "hls", Url = $"{web.Urls.Single()}/live.m3u8", Timeout = TimeSpan.FromSeconds(20) });
        await Eventually.TrueAsync(() => Seconds(bench) > 3, "it is live");

        // The station is lost until nothing is left of it, and its timestamps begin anew.
        station.Kill();
        await Eventually.TrueAsync(() => !bench.Stage.Live, "the stage is off air", TimeSpan.FromSeconds(60));
        var before = Seconds(bench);
        await using var back = Feeder.WriteHls(folder.Path, seconds: 2);
        await Eventually.TrueAsync(() => Seconds(bench) > before + 10, "it is live again", TimeSpan.FromSeconds(90));
        var (off, heard) = (bench.Heard.OffAir.Count, Seconds(bench));
        await Eventually.TrueAsync(() => Seconds(bench) > heard + 10, "it goes on", TimeSpan.FromSeconds(60));

        Assert.That(bench.Heard.OffAir, Has.Count.EqualTo(off), "no pause between segments");
        Assert.That(bench.Input(0).Starts, Is.EqualTo(1));
    }

    [Test]
    public async Task A_caller_over_srt_needs_the_passphrase()
    {
        var port = FreePort.Next();
        await using var bench = new SourceBench(null, new InputOptions { Kind = "srt", Address = "127.0.0.1", Port = port, Passphrase = Secret });
        await Eventually.TrueAsync(() => bench.Input(0).State == InputState.Waiting, "the listener stands");

        await using (var stranger = Feeder.CallSrt(port, "another-secret"))
        {
            await stranger.WaitForExitAsync();
            Assert.That(stranger.ExitCode, Is.Not.Zero, stranger.Output);
        }

        Assert.That(bench.Stage.HasFeed, Is.False);
        await using var caller = await CallAsync(bench, port);
        Assert.That(bench.Input(0).State, Is.EqualTo(InputState.Delivering));

        await caller.StopAsync();
        await Eventually.TrueAsync(() => !bench.Stage.Live && bench.Input(0).State == InputState.Waiting, "it waits for the next caller");
        Assert.That(bench.Log.All, Has.None.Contains(Secret));
    }

    [Test]
    public async Task Short_calls_do_not_make_an_srt_listener_pause_longer()
    {
        var port = FreePort.Next();
        await using var bench = new SourceBench(null, new InputOptions { Kind = "srt", Address = "127.0.0.1", Port = port, Passphrase = Secret });
        for (var calls = 1; calls <= 3; calls++)
        {
            await Eventually.TrueAsync(() => !bench.Stage.Live && bench.Input(0).State == InputState.Waiting, "the listener stands");
            await using var caller = await CallAsync(bench, port);
            await caller.StopAsync();
        }

        await Eventually.TrueAsync(() => Pauses(bench).Count >= 3 && bench.Input(0).State == InputState.Waiting, "the listener is up again");
        Assert.That(Pauses(bench), Has.All.LessThan(0.7));
    }

    [Test]
    public async Task A_port_in_use_is_tried_ever_more_rarely()
    {
        using var holder = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        await using var bench = new SourceBench(null, new InputOptions { Kind = "srt", Address = "127.0.0.1", Port = ((IPEndPoint)holder.Client.LocalEndPoint!).Port });

        await Eventually.TrueAsync(() => Pauses(bench).Count >= 3, "it is tried again and again");

        Assert.That(bench.Input(0).Reason, Is.EqualTo("The port is taken."));
        Assert.That(Pauses(bench)[2], Is.GreaterThan(1.4));
    }

    [Test]
    public async Task A_picture_that_stalls_while_sound_goes_on_is_found_out()
    {
        await using var watcher = new ChildWatcher(NullLogger<ChildWatcher>.Instance);
        await using var bench = new SourceBench(null, new InputOptions { Kind = "push" }, new InputOptions { Kind = "file", Path = "none", Timeout = TimeSpan.FromSeconds(1) });
        await using var fetch = FetchProcess.Start(
            bench.Stage,
            bench.Stage.Order.All[1],
            [
                "-nostdin", "-v", "error", "-re", "-f", "lavfi", "-i", "sine=sample_rate=48000", "-f", "lavfi", "-i", "testsrc2=size=320x180:rate=25:duration=1",
                "-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-pix_fmt", "yuv420p", "-c:a", "aac", "-max_interleave_delta", "1",
                "-flush_packets", "1", "-f", "flv", "pipe:1",
            ],
            watcher,
            TimeProvider.System);

        await Eventually.TrueAsync(() => fetch.Overdue == "No picture came for 1 s.", "the picture is missed");
        Assert.That(fetch.Finished.IsCompleted, Is.False, "sound goes on");
    }

    [Test]
    public async Task Codecs_that_do_not_fit_are_encoded_from_the_second_attempt_on()
    {
        using var folder = new TemporaryFolder();
        var file = await Feeder.MakeFileAsync(folder.Path, "county.ts", 3, "-c:v", "mpeg2video", "-c:a", "mp2");
        await using var bench = new SourceBench(null, new InputOptions { Kind = "file", Path = file });

        await Eventually.TrueAsync(() => bench.Heard.Runs.Count > 0, "a run is heard");

        Assert.That(bench.Heard.Runs[0].Codecs, Does.StartWith("avc1.").And.EndsWith("mp4a.40.2"));
        Assert.That(bench.Log.All, Has.Some.Contains("it is encoded from now on"));
    }

    [Test]
    public async Task Codecs_that_must_not_be_encoded_are_a_plain_reason()
    {
        using var folder = new TemporaryFolder();
        var file = await Feeder.MakeFileAsync(folder.Path, "county.ts", 1, "-c:v", "libx264", "-c:a", "mp2");
        await using var bench = new SourceBench(null, new InputOptions { Kind = "file", Path = file, Transcode = "never" });

        await Eventually.TrueAsync(
            () => bench.Input(0) is { State: InputState.Failing, Reason: "Its sound is not AAC: set Ingest:Inputs:gushi:0:Transcode to audio." }, "the reason is reported");
    }

    [Test]
    public async Task An_input_that_hangs_is_killed_and_begun_again()
    {
        using var folder = new TemporaryFolder();
        var file = await Feeder.MakeFileAsync(folder.Path, "film.mp4", 2, "-c:v", "libx264", "-c:a", "aac");
        await using var bench = new SourceBench(null, new InputOptions { Kind = "file", Path = file, Timeout = TimeSpan.FromSeconds(1) });
        await Eventually.TrueAsync(() => bench.Stage.Live, "it is live");

        Signals.Stop(Fetching(file));
        await Eventually.TrueAsync(() => bench.Input(0).Reason == "Nothing came for 1 s.", "it is found out");
        await Eventually.TrueAsync(() => bench.Input(0) is { State: InputState.Delivering, Starts: 2 } && bench.Stage.Live, "it is live again");
    }

    private static async Task<WebApplication> ServeAsync(TemporaryFolder folder)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var web = builder.Build();
        web.Urls.Add("http://127.0.0.1:0");
        web.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(folder.Path), ServeUnknownFileTypes = true });
        await web.StartAsync();
        return web;
    }

    /// <summary>The pauses before the next try that the log announces, in seconds.</summary>
    private static IReadOnlyList<double> Pauses(SourceBench bench) =>
        [.. bench.Log.All.Select(line => line.Split("Next attempt in ")).Where(said => said.Length == 2)
            .Select(said => double.Parse(said[1].Split(' ')[0], CultureInfo.InvariantCulture))];

    private static double Seconds(SourceBench bench) => bench.Heard.Fragments.Sum(fragment => fragment.Duration.TotalSeconds);

    /// <summary>Calls up to six times until the stage is live: FFmpeg's listener may not be back yet from the previous caller.</summary>
    private static async Task<TestProcess> CallAsync(SourceBench bench, int port)
    {
        for (var tries = 0; ; tries++)
        {
            var caller = Feeder.CallSrt(port, Secret);
            await Eventually.TrueAsync(() => bench.Stage.Live || caller.HasExited, "the caller is live, or turned away");
            if (bench.Stage.Live || tries == 5)
                return caller;
            await caller.DisposeAsync();
        }
    }

    private static int Fetching(string file) =>
        ProcessTable.All().First(process => process.CommandLine.Contains("ffmpeg -nostdin", StringComparison.Ordinal) && process.CommandLine.Contains(file, StringComparison.Ordinal)).Id;
}
