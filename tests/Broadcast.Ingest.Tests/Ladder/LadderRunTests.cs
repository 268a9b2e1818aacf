using System.Diagnostics;
using System.Globalization;
using Broadcast.Ingest.Ladder;
using Broadcast.Ingest.Tests.Playout;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TestKit;
using TestKit.Hls;
using TestKit.Media;
using TestKit.Processes;

namespace Broadcast.Ingest.Tests.Ladder;

/// <summary>A real encoder and a real ladder of two picture sizes and sound alone, read as players read it.</summary>
internal sealed class LadderRunTests
{
    private static readonly string[] Playlists = ["ll.m3u8", "ll-240p.m3u8", "ll-144p.m3u8", "ll-audio.m3u8"];

    private ChannelsHost _host = null!;
    private HttpClient _client = null!;
    private TestProcess _encoder = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _host = await ChannelsHost.StartAsync(builder =>
        {
            builder.Services.PostConfigure<LadderOptions>(options => options.StepDownAfter = TimeSpan.FromSeconds(20));
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Ingest:Ladder:Stages:zhanyi"] = "small",
                ["Ingest:Ladder:Profiles:small:0"] = "240p",
                ["Ingest:Ladder:Profiles:small:1"] = "144p",
                ["Ingest:Ladder:Profiles:small:2"] = "audio",
                ["Ingest:Ladder:Renditions:240p:Height"] = "240",
                ["Ingest:Ladder:Renditions:240p:Bitrate"] = "300000",
                ["Ingest:Ladder:Renditions:240p:Preset"] = "ultrafast",
                ["Ingest:Ladder:Renditions:144p:Height"] = "144",
                ["Ingest:Ladder:Renditions:144p:Bitrate"] = "120000",
                ["Ingest:Ladder:Renditions:144p:Preset"] = "ultrafast",
                // Other load on the test machine must not step the ladder down.
                ["Ingest:Ladder:MaxCpu"] = "1.01",
            });
        });
        _client = _host.Client();
        _encoder = Encoder.Start(_host.RtmpUrl("zhanyi"), new EncoderPicture { Width = 640, Height = 360, Gop = 50 });
        await _host.SetRundownAsync(ChannelsHost.Slot("s1", "zhanyi", 0, 600));
        await Eventually.TrueAsync(() => !_host.Channels.Stage("zhanyi")!.Output.OnSlate && !_host.Channels.Relay("festival")!.Output.OnSlate, "stage and relay play");
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await _encoder.DisposeAsync();
        _client.Dispose();
        await _host.DisposeAsync();
    }

    [TestCase("zhanyi")]
    [TestCase("festival")]
    public async Task All_renditions_are_sound_and_are_cut_at_the_same_pictures(string channel)
    {
        await Eventually.TrueAsync(() => Own(channel, "240p") > 2 && Own(channel, "144p") > 2, "both rungs have media of their own");
        var viewers = Playlists.Select(playlist => new LadderViewer(_client, channel, playlist)).ToList();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(40));

        await Task.WhenAll(viewers.Select(viewer => viewer.WatchAsync(TimeSpan.FromSeconds(5), limit.Token)));

        Assert.That(viewers.SelectMany(viewer => viewer.Linter.Faults), Is.Empty);
        var common = viewers[0].Segments.Keys.Where(number => viewers.TrueForAll(viewer => viewer.Segments.TryGetValue(number, out var segment) && !segment.Gap)).ToList();
        foreach (var number in common)
            Assert.That(viewers.Select(viewer => (viewer.Segments[number].DateTime, viewer.Segments[number].Duration)).Distinct().Count(), Is.EqualTo(1), $"segment {number}");
        var newest = common.TakeLast(3).ToList();
        using var folder = new TemporaryFolder();
        var keyframes = new List<string>();
        foreach (var (viewer, i) in viewers.Select((viewer, i) => (viewer, i)))
        {
            var file = folder.File($"{i}.mp4");
            await viewer.SaveAsync(newest, file);
            Assert.That(await Probe.DecodeAsync(file), Is.Empty, Playlists[i]);
            Assert.That(await Probe.CodecsAsync(file), i == 3 ? Is.EqualTo(["aac"]) : Is.EqualTo(["aac", "h264"]), Playlists[i]);
            if (i == 3)
                continue;
            keyframes.Add(await PicturesAsync(file));
            Assert.That(await viewer.CompareAsync(newest), Is.Empty, Playlists[i]);
        }

        // Times of all pictures, and which of them are keyframes, are the source's.
        Assert.That(keyframes[1], Is.EqualTo(keyframes[0]));
        Assert.That(keyframes[2], Is.EqualTo(keyframes[0]));
        await TestContext.Out.WriteLineAsync($"{channel}: behind the source (median, worst): {string.Join("; ", viewers.Skip(1).Select((viewer, i) => $"{Playlists[i + 1]} {Behind(viewers[0], viewer)}"))}");
    }

    [Test]
    public async Task The_multivariant_playlist_declares_each_rung_as_it_is()
    {
        await Eventually.TrueAsync(() => Own("zhanyi", "240p") > 1 && Own("zhanyi", "144p") > 1, "both rungs have media of their own");

        var lines = (await _client.GetStringAsync("/live/zhanyi/index.m3u8")).Split('\n');

        var streams = lines.Where(line => line.StartsWith("#EXT-X-STREAM-INF:", StringComparison.Ordinal)).Select(line => PlaylistReader.Attributes(line["#EXT-X-STREAM-INF:".Length..])).ToList();
        Assert.That(lines.Where(line => line.EndsWith(".m3u8", StringComparison.Ordinal)), Is.EqualTo(Playlists));
        Assert.That(streams.Select(stream => stream.GetValueOrDefault("RESOLUTION")), Is.EqualTo(["640x360", "426x240", "256x144", null]));
        Assert.That(streams[3]["CODECS"], Is.EqualTo("mp4a.40.2"));
        Assert.That(streams.Take(3).Select(stream => stream["CODECS"]), Is.All.Match("^avc1\\.[0-9a-f]{6},mp4a\\.40\\.2$"));
        var bandwidths = streams.Select(stream => long.Parse(stream["BANDWIDTH"], CultureInfo.InvariantCulture)).ToList();
        Assert.That(bandwidths[1], Is.InRange(200_000, 700_000));
        Assert.That(bandwidths[2], Is.InRange(100_000, 400_000));
        Assert.That(bandwidths[3], Is.InRange(60_000, 250_000));
        Assert.That(streams.Select(stream => stream["AVERAGE-BANDWIDTH"]), Is.All.Not.Empty);
    }

    [Test]
    public async Task Rendition_reports_match_what_the_other_renditions_list()
    {
        foreach (var playlist in Playlists)
        {
            var reporting = PlaylistReader.Read(await _client.GetStringAsync($"/live/zhanyi/{playlist}"));
            foreach (var other in Playlists.Where(other => other != playlist))
                Assert.That(RenditionLinter.CompareReport(reporting, other, PlaylistReader.Read(await _client.GetStringAsync($"/live/zhanyi/{other}"))), Is.Empty);
        }
    }

    [Test]
    public async Task A_killed_ladder_is_replaced_and_meanwhile_the_source_stands_in()
    {
        await Eventually.TrueAsync(() => Own("zhanyi", "144p") > 1, "the ladder works");
        var viewer = new LadderViewer(_client, "zhanyi", "ll-144p.m3u8");
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        var watching = viewer.WatchAsync(TimeSpan.FromSeconds(9), limit.Token);

        foreach (var ladder in Process.GetProcessesByName("ffmpeg"))
        {
            using (ladder)
            {
                var command = await File.ReadAllTextAsync($"/proc/{ladder.Id}/cmdline", limit.Token);
                if (ParentOf(ladder.Id) == Environment.ProcessId && command.Contains("force_key_frames", StringComparison.Ordinal))
                    ladder.Kill();
            }
        }

        var before = Own("zhanyi", "144p");
        await watching;

        Assert.That(viewer.Linter.Faults, Is.Empty);
        await Eventually.TrueAsync(() => Own("zhanyi", "144p") > before + 1, "the ladder works again");
        Assert.That(viewer.Linter.Last.Segments.Select(segment => segment.Map).Distinct(StringComparer.Ordinal).Count(), Is.GreaterThan(1));
    }

    /// <summary>How many listed segments of a rendition have its own media, not the source's.</summary>
    private int Own(string channel, string rendition)
    {
        var output = _host.Channels.Output(channel)!;
        return output.Rendition(rendition)!.Listing.Segments.Count(segment => !segment.Gap && output.Listing.Find(segment.Number)?.Init != segment.Init);
    }

    private static string Behind(LadderViewer source, LadderViewer rendition)
    {
        var lags = rendition.Seen.Where(part => part.Value > 0 && source.Seen.GetValueOrDefault(part.Key) > 0)
            .Select(part => Stopwatch.GetElapsedTime(source.Seen[part.Key], part.Value).TotalMilliseconds).Order().ToList();
        return lags.Count == 0 ? "-" : string.Create(CultureInfo.InvariantCulture, $"{lags[lags.Count / 2]:0} ms, {lags[^1]:0} ms");
    }

    private static async Task<string> PicturesAsync(string file)
    {
        await using var probe = TestProcess.Start("ffprobe", ["-v", "error", "-select_streams", "v", "-show_entries", "packet=pts_time,flags", "-of", "csv=p=0", file]);
        await probe.WaitForExitAsync(TimeSpan.FromSeconds(30));
        return probe.Output;
    }

    private static int ParentOf(int process)
    {
        var status = File.ReadAllLines($"/proc/{process}/status").First(line => line.StartsWith("PPid:", StringComparison.Ordinal));
        return int.Parse(status["PPid:".Length..], CultureInfo.InvariantCulture);
    }
}
