using Broadcast.Ingest.Media;
using TestKit;
using TestKit.Media;

namespace Broadcast.Ingest.Tests.Rtmp;

internal sealed class FfmpegPublishTests
{
    private RtmpHost _host = null!;

    [SetUp]
    public async Task Begin() => _host = await RtmpHost.StartAsync();

    [TearDown]
    public async Task End() => await _host.DisposeAsync();

    [Test]
    public async Task A_real_encoder_arrives_with_picture_sound_and_metadata()
    {
        await using var encoder = Encoder.Start(Url("goodKey"), new EncoderPicture { Duration = TimeSpan.FromSeconds(2) });
        await encoder.WaitForExitAsync();
        Assert.That(encoder.ExitCode, Is.Zero, encoder.Output);

        var session = _host.Gate.Session("goodKey")!;
        await session.Ended.WaitAsync(Eventually.Patience);
        var messages = session.Messages;
        var video = messages.Where(message => message.Kind == MediaKind.Video).ToList();
        var metadata = messages.First(message => message.Kind == MediaKind.Data);
        Assert.That(video[0].Payload.Span[..2].ToArray(), Is.EqualTo(new byte[] { 0x17, 0 }), "AVC sequence header");
        Assert.That(video, Has.Count.GreaterThanOrEqualTo(50));
        Assert.That(video.Select(message => message.Timestamp), Is.Ordered);
        Assert.That(video[^1].Timestamp, Is.InRange(1800, 2100));
        Assert.That(messages.Count(message => message.Kind == MediaKind.Audio), Is.GreaterThan(80));
        Assert.That(System.Text.Encoding.ASCII.GetString(metadata.Payload.Span[3..13]), Is.EqualTo("onMetaData"));
        Assert.That(_host.Gate.Requests.Single().Client, Does.Contain("Lavf"));
    }

    [Test]
    public async Task A_real_encoder_with_a_wrong_key_is_refused_and_the_key_is_not_logged()
    {
        await using var encoder = Encoder.Start(Url("WRONGsecret"));
        await encoder.WaitForExitAsync();

        Assert.That(encoder.ExitCode, Is.Not.Zero);
        Assert.That(encoder.Output, Does.Contain("refused"));
        var peer = _host.Gate.Requests.Single().Peer.ToString();
        Assert.That(_host.Log.All, Has.Exactly(1).Contains("unknown-key").And.Contains(peer), "in detail at Debug");
        Assert.That(_host.Log.All, Has.None.Contains("WRONGsecret"));
    }

    [Test]
    public async Task A_real_encoder_that_crosses_the_24_bit_line_keeps_its_time()
    {
        await using var encoder = TestKit.Processes.TestProcess.Start("ffmpeg",
        [
            "-nostdin", "-hide_banner", "-loglevel", "warning", "-f", "lavfi", "-i", "testsrc2=size=160x90:rate=25", "-f", "lavfi", "-i", "sine",
            "-t", "8", "-c:v", "libx264", "-preset", "ultrafast", "-g", "25", "-c:a", "aac", "-output_ts_offset", "16774", "-f", "flv", Url("goodLine"),
        ]);
        await encoder.WaitForExitAsync(TimeSpan.FromSeconds(30));
        Assert.That(encoder.ExitCode, Is.Zero, encoder.Output);

        var session = _host.Gate.Session("goodLine")!;
        await session.Ended.WaitAsync(Eventually.Patience);
        // The sequence header comes first, with time 0.
        var times = session.Messages.Where(message => message.Kind == MediaKind.Video).Skip(1).Select(message => message.Timestamp).ToList();
        Assert.That(times[0], Is.InRange(16_774_000, 16_774_200));
        Assert.That(times[^1], Is.InRange(16_781_500, 16_782_100));
        Assert.That(times.Skip(1).Zip(times, (next, last) => next - last), Is.All.InRange(0, 80));
    }

    private string Url(string key) => $"rtmp://127.0.0.1:{_host.Port}/live/{key}";
}
