using Broadcast.Ingest.Tests.Sources;
using TestKit;
using TestKit.Processes;

namespace Broadcast.Ingest.Tests.Rtmp;

/// <summary>Encoders that share no code with FFmpeg's: GStreamer's own RTMP, and librtmp, which OBS and many phone apps use.</summary>
internal sealed class GStreamerPublishTests
{
    private const string Key = "a-key-of-gushi-77";
    private SourcesHost _host = null!;

    [OneTimeSetUp]
    public async Task Start() => _host = await SourcesHost.StartAsync(Key);

    [OneTimeTearDown]
    public async Task Stop() => await _host.DisposeAsync();

    [TestCase("rtmp2sink")]
    [TestCase("rtmpsink")]
    public async Task A_stream_goes_live_with_what_it_sends(string sink)
    {
        await using var encoder = Start(sink, _host.RtmpUrl(Key));
        await Eventually.TrueAsync(
            () => _host.Source.Health() is { Live: true, FrameRate: > 20 and < 30, Bitrate: > 50_000, GopMax: > 0.9 } || Ended(encoder),
            $"{sink} is live", TimeSpan.FromSeconds(30));

        var health = _host.Source.Health();
        TestContext.Out.WriteLine($"{sink}: {health.Publisher!.Client}, {health.Codecs}, {health.FrameRate} a second, GOP {health.GopMax} s");
        Assert.That((health.Width, health.Height), Is.EqualTo((320, 240)));
        Assert.That(health.Codecs, Does.StartWith("avc1.").And.EndsWith("mp4a.40.2"));
        Assert.That(health.GopMax, Is.EqualTo(1).Within(0.3));
        Assert.That((health.Silent, health.Discarded, health.Dropped), Is.EqualTo((false, 0L, 0L)));
        Assert.That(health.Alarms, Is.Empty);

        await encoder.StopAsync();
        await Eventually.TrueAsync(() => !_host.Source.HasFeed, "the stage is free again");
    }

    private static bool Ended(TestProcess encoder) => encoder.HasExited ? throw new AssertionException(encoder.Output) : false;

    private static TestProcess Start(string sink, string url) => TestProcess.Start("gst-launch-1.0",
    [
        "-q", "videotestsrc", "is-live=true", "!", "video/x-raw,width=320,height=240,framerate=25/1", "!", "openh264enc", "gop-size=25", "!", "h264parse", "!",
        "flvmux", "name=mux", "streamable=true", "!", sink, $"location={url}",
        "audiotestsrc", "is-live=true", "!", "audio/x-raw,rate=48000,channels=2", "!", "voaacenc", "!", "aacparse", "!", "mux.",
    ]);
}
