using Broadcast.Ingest.Media;
using Broadcast.Ingest.Sources;
using TestKit;
using TestKit.Processes;

namespace Broadcast.Ingest.Tests.Sources;

/// <summary>A publisher's messages go in, fragments come out: with a real FFmpeg between them.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class StageSourceTests
{
    /// <summary>The clip's frame time. A test must not send pictures faster, or the flow assumes another clock.</summary>
    private static readonly TimeSpan FrameTime = TimeSpan.FromMilliseconds(40);

    [Test]
    public async Task A_clip_comes_out_as_fragments_that_last_as_long_as_it_does()
    {
        var clip = await FlvClip.MakeAsync();
        await using var bench = new SourceBench();
        var session = bench.Publish();

        var began = DateTimeOffset.UtcNow;
        await SourceBench.SendAsync(session, clip.Messages);
        var ended = DateTimeOffset.UtcNow;
        await session.DisposeAsync();

        var fragments = bench.Heard.Fragments;
        Assert.That(bench.Heard.Runs, Has.Count.EqualTo(1));
        Assert.That(fragments, Has.Count.EqualTo(100));
        Assert.That(fragments.Index().Where(fragment => fragment.Item.Independent).Select(fragment => fragment.Index), Is.EqualTo([0, 25, 50, 75]));
        Assert.That(fragments.Select(fragment => fragment.Duration.TotalMilliseconds), Is.All.EqualTo(40));
        Assert.That(fragments[0].Start, Is.EqualTo(began).Within(TimeSpan.FromMilliseconds(400)));
        Assert.That(fragments[^1].End, Is.EqualTo(ended).Within(TimeSpan.FromMilliseconds(400)));
        Assert.That(bench.Heard.InOrder);
        Assert.That(bench.Heard.Runs[0].Codecs, Does.Match("^avc1\\.42[0-9a-f]{4},mp4a\\.40\\.2$"));
        Assert.That((bench.Heard.Runs[0].Width, bench.Heard.Runs[0].Height, bench.Heard.Runs[0].FrameRate), Is.EqualTo((320, 180, 25.0)));
        Assert.That(bench.Heard.OffAir, Is.EqualTo([100]));
        Assert.That(session.Session!.SilenceFilled, Is.Zero);
        Assert.That(await FragmentMedia.FaultsAsync(fragments), Is.Empty);
    }

    [Test]
    public async Task A_fragment_comes_out_before_half_a_second_more_has_come_in()
    {
        var clip = await FlvClip.MakeAsync();
        await using var bench = new SourceBench();
        var session = bench.Publish();
        await SourceBench.SendAsync(session, clip.Messages.Where(message => message.Timestamp < 1000));
        var sent = 25;

        // A picture waits for the next one, which ends it; one more is inside FFmpeg, and five may wait for the sound beside them.
        foreach (var picture in clip.Messages.Where(message => message.Timestamp >= 1000).GroupBy(message => message.Timestamp / 40))
        {
            await Eventually.TrueAsync(() => bench.Heard.Fragments.Count >= sent - 12, $"picture {sent - 12} is out when {sent} are in");
            await SourceBench.SendAsync(session, picture);
            await Task.Delay(FrameTime);
            sent += picture.Count(message => message.Kind == MediaKind.Video);
        }

        Assert.That(sent, Is.EqualTo(100));
        Assert.That(bench.Heard.Runs, Has.Count.EqualTo(1));
    }

    [TestCase(44100, 1, 2)]
    [TestCase(48000, 2, 0)]
    public async Task B_frames_and_sample_rates_go_through_untouched(int sampleRate, int channels, int bFrames)
    {
        var clip = await FlvClip.MakeAsync(seconds: 3, rate: 30, gop: 30, sampleRate: sampleRate, channels: channels, bFrames: bFrames);
        await using var bench = new SourceBench();

        var session = bench.Publish();
        await SourceBench.SendAsync(session, clip.Messages, speed: 4);
        await session.DisposeAsync();

        using var file = await FragmentMedia.WriteAsync(bench.Heard.Fragments);
        Assert.That(await FragmentMedia.PacketTimesAsync(file, "v"), Is.EqualTo(clip.Times(MediaKind.Video)).Within(0.001));
        Assert.That(await FragmentMedia.PacketTimesAsync(file, "a"), Is.EqualTo(clip.Times(MediaKind.Audio)).Within(0.002));
        Assert.That(await FragmentMedia.FaultsAsync(bench.Heard.Fragments), Is.Empty);
    }

    [Test]
    public async Task A_source_without_audio_gets_silence()
    {
        var clip = await FlvClip.MakeAsync(seconds: 3, audio: false);
        await using var bench = new SourceBench();

        var session = bench.Publish();
        await SourceBench.SendAsync(session, clip.Messages, speed: 3);
        await session.DisposeAsync();

        Assert.That(bench.Heard.Fragments, Has.Count.EqualTo(75));
        Assert.That(bench.Heard.Runs[0].Codecs, Does.EndWith(",mp4a.40.2"));
        Assert.That(session.Session!.SilenceFilled, Is.EqualTo(2960).Within(50));
        Assert.That(await FragmentMedia.FaultsAsync(bench.Heard.Fragments), Is.Empty);
    }

    [Test]
    public async Task Audio_that_is_announced_and_never_sent_is_silence()
    {
        var clip = await FlvClip.MakeAsync();
        await using var bench = new SourceBench();

        var session = bench.Publish();
        await SourceBench.SendAsync(session, clip.Messages.Where(message => message.Kind != MediaKind.Audio || FlvClip.IsHeader(message)), speed: 4);
        await session.DisposeAsync();

        Assert.That(bench.Heard.Fragments, Has.Count.EqualTo(100));
        Assert.That(session.Session!.SilenceFilled, Is.EqualTo(3960).Within(250));
        Assert.That(await FragmentMedia.FaultsAsync(bench.Heard.Fragments), Is.Empty);
    }

    [Test]
    public async Task A_hole_in_the_audio_is_filled_and_the_rest_keeps_its_time()
    {
        var clip = await FlvClip.MakeAsync();
        await using var bench = new SourceBench();

        var session = bench.Publish();
        await SourceBench.SendAsync(session, clip.Messages.Where(message => message.Kind != MediaKind.Audio || message.Timestamp is < 1000 or > 2200), speed: 2);
        await session.DisposeAsync();

        Assert.That(session.Session!.SilenceFilled, Is.EqualTo(1200).Within(50));
        using var file = await FragmentMedia.WriteAsync(bench.Heard.Fragments);
        var times = await FragmentMedia.PacketTimesAsync(file, "a");
        Assert.That(times.Zip(times.Skip(1), (first, second) => second - first).Max(), Is.LessThan(0.05));
        Assert.That(await FragmentMedia.FaultsAsync(bench.Heard.Fragments), Is.Empty);
    }

    [Test]
    public async Task Another_picture_size_begins_a_new_run()
    {
        var small = await FlvClip.MakeAsync(seconds: 2);
        var large = await FlvClip.MakeAsync(seconds: 2, size: "640x360");
        await using var bench = new SourceBench();

        var session = bench.Publish();
        await SourceBench.SendAsync(session, [.. small.Messages, .. large.Messages.Select(message => message with { Timestamp = message.Timestamp + 2000 })], speed: 2);
        await session.DisposeAsync();

        Assert.That(bench.Heard.Runs.Select(run => (run.Width, run.Height)), Is.EqualTo([(320, 180), (640, 360)]));
        Assert.That(bench.Heard.Runs[0].Id, Is.Not.EqualTo(bench.Heard.Runs[1].Id));
        foreach (var run in bench.Heard.Runs)
        {
            var fragments = bench.Heard.Fragments.Where(fragment => fragment.Run == run).ToList();
            Assert.That(fragments, Has.Count.EqualTo(50));
            Assert.That(fragments[0].Independent);
            Assert.That(await FragmentMedia.FaultsAsync(fragments), Is.Empty);
        }

        Assert.That(bench.Heard.InOrder);
    }

    [Test]
    public async Task Sound_that_is_announced_late_is_heard_in_a_new_run()
    {
        var silent = await FlvClip.MakeAsync(seconds: 3, audio: false);
        var whole = await FlvClip.MakeAsync(seconds: 2);
        await using var bench = new SourceBench();

        var session = bench.Publish();
        await SourceBench.SendAsync(session, [.. silent.Messages, .. whole.Messages.Select(message => message with { Timestamp = message.Timestamp + 3000 })], speed: 2);
        await session.DisposeAsync();

        Assert.That(bench.Heard.Runs, Has.Count.EqualTo(2));
        Assert.That(session.Session!.SilenceFilled, Is.EqualTo(2960).Within(50), "nothing of the second run is silence");
        Assert.That(bench.Heard.InOrder);
    }

    [Test]
    public async Task Without_pictures_for_a_second_the_stage_goes_off_air_and_comes_back_at_an_IDR()
    {
        var clip = await FlvClip.MakeAsync();
        await using var bench = new SourceBench();

        var session = bench.Publish();
        await SourceBench.SendAsync(session, clip.Messages.Where(message => message.Kind != MediaKind.Video || FlvClip.IsHeader(message) || message.Timestamp is < 900 or > 2500));
        await session.DisposeAsync();

        Assert.That(bench.Heard.Runs, Has.Count.EqualTo(2));
        Assert.That(bench.Heard.OffAir, Has.Count.EqualTo(2));
        var back = bench.Heard.Fragments[bench.Heard.OffAir[0]];
        Assert.That(back.Run, Is.EqualTo(bench.Heard.Runs[1]));
        Assert.That(back.Independent);
        // Pictures came again at 2.5 s; the next IDR is at 3 s.
        Assert.That(back.Start - bench.Heard.Fragments[0].Start, Is.EqualTo(TimeSpan.FromSeconds(3)).Within(TimeSpan.FromMilliseconds(200)));
        Assert.That(bench.Stage.Health().Runs, Is.EqualTo(1), "FFmpeg was started again");
    }

    [Test]
    public async Task A_hung_FFmpeg_is_replaced()
    {
        var clip = await FlvClip.MakeAsync(seconds: 8);
        await using var bench = new SourceBench();

        var session = bench.Publish();
        var sending = SourceBench.SendAsync(session, clip.Messages);
        await Eventually.TrueAsync(() => bench.Heard.Fragments.Count >= 25, "the source is live");
        var frozen = bench.Stage.Session!.Run!.ProcessId;
        Signals.Stop(frozen);
        await Eventually.TrueAsync(() => bench.Heard.Runs.Count == 2, "another FFmpeg takes over");
        var health = bench.Stage.Health();
        await sending;
        await session.DisposeAsync();

        Assert.That(bench.Heard.OffAir[0], Is.LessThan(bench.Heard.Fragments.Count));
        Assert.That(bench.Heard.Fragments[bench.Heard.OffAir[0]].Independent);
        Assert.That((health.Runs, health.Restarts), Is.EqualTo((2L, 1L)));
        Assert.That(Directory.Exists($"/proc/{frozen}"), Is.False, "the hung process is left behind");
    }

    [Test]
    public async Task A_source_that_pauses_does_not_restart_FFmpeg()
    {
        var clip = await FlvClip.MakeAsync();
        await using var bench = new SourceBench(new SourceOptions { PackagerTimeout = TimeSpan.FromSeconds(1) });

        var session = bench.Publish();
        await SourceBench.SendAsync(session, clip.Messages.Where(message => message.Timestamp is < 1000 or > 2900));
        await session.DisposeAsync();

        Assert.That(bench.Heard.Runs, Has.Count.EqualTo(2));
        Assert.That((bench.Stage.Health().Runs, bench.Stage.Health().Restarts), Is.EqualTo((1L, 0L)));
    }

    [Test]
    public async Task A_killed_FFmpeg_is_replaced_at_the_next_IDR()
    {
        var clip = await FlvClip.MakeAsync(seconds: 4);
        await using var bench = new SourceBench();

        var session = bench.Publish();
        var sending = SourceBench.SendAsync(session, clip.Messages);
        await Eventually.TrueAsync(() => bench.Heard.Fragments.Count >= 10, "the source is live");
        Signals.Kill(bench.Stage.Session!.Run!.ProcessId);
        await Eventually.TrueAsync(() => bench.Heard.Runs.Count == 2, "another FFmpeg takes over");
        await sending;
        await session.DisposeAsync();

        Assert.That(bench.Heard.Fragments.First(fragment => fragment.Run == bench.Heard.Runs[1]).Independent);
    }

    [Test]
    public async Task Who_subscribes_late_begins_with_the_last_IDR()
    {
        var clip = await FlvClip.MakeAsync();
        await using var bench = new SourceBench();
        var late = new FragmentLog();

        var session = bench.Publish();
        var sending = SourceBench.SendAsync(session, clip.Messages);
        await Eventually.TrueAsync(() => bench.Heard.Fragments.Count >= 35, "the source is live");
        using var subscription = bench.Stage.Subscribe(late);
        var first = late.Fragments is [var earliest, ..] ? earliest : null;
        await sending;
        await session.DisposeAsync();

        Assert.That(first, Is.Not.Null);
        Assert.That(first!.Independent);
        Assert.That(late.Fragments, Is.EqualTo(bench.Heard.Fragments.SkipWhile(fragment => fragment != first)));
    }

    [Test]
    public async Task Another_codec_ends_the_stay_and_says_why()
    {
        var clip = await FlvClip.MakeAsync();
        await using var bench = new SourceBench();

        var session = bench.Publish();
        foreach (var header in clip.Headers.Where(message => message.Kind != MediaKind.Audio))
            session.Write(header);
        session.Write(new MediaMessage(MediaKind.Audio, 0, new byte[] { 0x2F, 1, 2, 3 })); // MP3

        await Eventually.TrueAsync(() => session.Dropped.IsCancellationRequested, "the publisher is dropped");
        Assert.That(bench.Stage.Health().LastRefusal, Is.EqualTo("audio-codec"));
    }

    [Test]
    public async Task Health_reports_what_the_source_sends()
    {
        var clip = await FlvClip.MakeAsync(seconds: 8, gop: 125);
        await using var bench = new SourceBench();

        var session = bench.Publish();
        var sending = System.Diagnostics.Stopwatch.StartNew();
        await SourceBench.SendAsync(session, clip.Messages.Where(message => message.Timestamp < 6500));
        var sent = sending.Elapsed;
        var health = bench.Stage.Health();

        Assert.That(health.Live);
        Assert.That(health.FrameRate, Is.EqualTo(6.5 * 25 / sent.TotalSeconds).Within(2), "as many as arrived");
        Assert.That(health.Bitrate, Is.InRange(100_000, 1_000_000));
        Assert.That(health.Gop, Is.EqualTo(5).Within(0.2));
        Assert.That(health.AvSkew, Is.EqualTo(0).Within(80), "the clip's picture and sound are interleaved");
        Assert.That(health.LastPacketAge, Is.LessThanOrEqualTo(sending.ElapsedMilliseconds - sent.TotalMilliseconds + 100));
        Assert.That(DateTimeOffset.FromUnixTimeMilliseconds(health.Head!.Value), Is.EqualTo(bench.Heard.Fragments[0].Start.AddSeconds(6.48)).Within(TimeSpan.FromMilliseconds(100)));
    }
}
