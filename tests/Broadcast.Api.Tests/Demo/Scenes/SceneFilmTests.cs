using Broadcast.Api.Demo.Scenes;
using Broadcast.Chat.Spine.Processes;
using Microsoft.Extensions.Logging.Abstractions;
using TestKit;
using TestKit.Processes;

namespace Broadcast.Api.Tests.Demo.Scenes;

/// <summary>A film of eight seconds, made small, and what becomes of it when it is repeated.</summary>
public sealed class SceneFilmTests
{
    private const int Seconds = 8;
    private const int Repeats = 2;
    private readonly TemporaryFolder _folder = new();
    private readonly ChildWatcher _watcher = new(NullLogger<ChildWatcher>.Instance);
    private readonly List<int> _drawn = [];

    private string Film => _folder.File("a folder/gushi.mp4");

    [OneTimeSetUp]
    public Task MakeAsync() => new SceneFilmer(_watcher).MakeAsync(SceneList.All[2], Film, 144, Seconds * Loop.FrameRate, _drawn.Add, CancellationToken.None);

    [OneTimeTearDown]
    public async Task RemoveAsync()
    {
        await _watcher.DisposeAsync();
        _folder.Dispose();
    }

    [Test]
    public async Task It_has_a_key_frame_every_two_seconds_and_no_frame_that_is_shown_before_it_is_decoded()
    {
        var packets = await PacketsAsync(Film, "v", "pts_time,dts_time,flags");
        var keys = packets.Where(packet => packet[2].StartsWith('K')).Select(packet => double.Parse(packet[0])).ToList();

        Assert.Multiple(() =>
        {
            Assert.That(keys, Is.EqualTo([0.0, 2, 4, 6]));
            Assert.That(packets, Has.Count.EqualTo(Seconds * Loop.FrameRate));
            Assert.That(packets.Where(packet => packet[0] != packet[1]), Is.Empty);
            Assert.That(_drawn, Is.EqualTo(Enumerable.Range(1, Seconds * Loop.FrameRate)));
        });
    }

    [Test]
    public async Task Its_tracks_are_of_the_same_length_and_begin_at_zero()
    {
        var streams = (await ProbeAsync("-show_entries", "stream=codec_name,start_time,duration", Film)).Select(line => line.Split(',')).ToList();

        Assert.Multiple(() =>
        {
            Assert.That(streams.Select(stream => stream[0]), Is.EqualTo(["h264", "aac"]));
            Assert.That(streams.Select(stream => double.Parse(stream[1])), Is.All.Zero);
            Assert.That(streams.Select(stream => double.Parse(stream[2])), Is.All.EqualTo(Seconds));
        });
    }

    [Test]
    public async Task Repeated_as_the_demos_encoders_do_its_times_go_on_at_the_seams()
    {
        var repeated = _folder.File("repeated.flv");
        await RunAsync("ffmpeg", "-nostdin", "-v", "error", "-stream_loop", $"{Repeats}", "-i", Film, "-c", "copy", repeated);

        var pictures = Steps(await PacketsAsync(repeated, "v", "dts_time"));
        var sounds = Steps(await PacketsAsync(repeated, "a", "dts_time"));

        Assert.Multiple(() =>
        {
            Assert.That(pictures, Has.Count.EqualTo((Repeats + 1) * Seconds * Loop.FrameRate - 1));
            Assert.That(pictures, Is.All.EqualTo(40), "milliseconds");
            Assert.That(sounds, Has.Count.EqualTo((Repeats + 1) * Seconds * Loop.SampleRate / Loop.AacFrame - 1));
            Assert.That(sounds, Is.All.InRange(21, 22), "milliseconds");
        });
    }

    [Test]
    public void Nothing_unfinished_is_left_beside_it() => Assert.That(Directory.GetFiles(Path.GetDirectoryName(Film)!), Is.EqualTo([Film]));

    private static List<double> Steps(List<string[]> packets)
    {
        var times = packets.ConvertAll(packet => Math.Round(double.Parse(packet[0]) * 1000));
        return [.. times.Zip(times.Skip(1), (one, next) => next - one)];
    }

    private static async Task<List<string[]>> PacketsAsync(string file, string track, string fields) =>
        [.. (await ProbeAsync("-select_streams", track, "-show_entries", $"packet={fields}", file)).Select(line => line.Split(','))];

    private static async Task<IEnumerable<string>> ProbeAsync(params string[] arguments) =>
        (await RunAsync("ffprobe", ["-v", "error", "-of", "csv=p=0", .. arguments])).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        await using var process = TestProcess.Start(program, arguments);
        await process.WaitForExitAsync(TimeSpan.FromSeconds(30));
        Assert.That(process.ExitCode, Is.Zero, process.Output);
        return process.Output;
    }
}
