using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Broadcast.Chat.Spine.Tokens;
using Broadcast.Ingest.Media;
using Broadcast.Ingest.Rtmp.Chunks;
using Broadcast.Ingest.Tests.Rtmp;
using Broadcast.Ingest.Tests.Rtmp.Chunks;
using TestKit;
using TestKit.Processes;

namespace Broadcast.Ingest.Tests.Sources;

/// <summary>What odd encoders send over RTMP plays, or ends with a reason that the person at the encoder reads.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class OddEncoderTests
{
    private const string Key = "a-key-of-gushi-odd";
    private SourcesHost _host = null!;
    private FragmentLog _heard = null!;
    private IDisposable _subscription = null!;

    [SetUp]
    public async Task Begin()
    {
        _host = await SourcesHost.StartAsync(Key);
        _heard = new FragmentLog();
        _subscription = _host.Source.Subscribe(_heard);
    }

    [TearDown]
    public async Task End()
    {
        _subscription.Dispose();
        await _host.DisposeAsync();
    }

    [TestCase(1u)]
    [TestCase(127u)]
    public async Task Small_chunks_play(uint size)
    {
        var clip = await FlvClip.MakeAsync(seconds: 2);
        await using var client = await RtmpClient.PublishAsync(_host.Rtmp, Key);
        await client.SendAsync(2, new RtmpMessage(MessageType.SetChunkSize, 0, 0, ChunkEncoder.BigEndian(size)));
        client.Chunks.ChunkSize = (int)size;

        await SendAsync(client, clip.Messages);

        await Eventually.TrueAsync(() => _heard.Fragments.Count >= 35, "most of the clip is out");
        Assert.That(await FragmentMedia.FaultsAsync(_heard.Fragments), Is.Empty);
    }

    [Test]
    public async Task The_URL_form_with_a_virtual_host_plays()
    {
        var clip = await FlvClip.MakeAsync(seconds: 2);
        await using var client = await RtmpClient.PublishAsync(_host.Rtmp, Key, "live...vhost...festival.example");

        await SendAsync(client, clip.Messages);

        await Eventually.TrueAsync(() => _heard.Fragments.Count >= 35, "most of the clip is out");
    }

    [Test]
    public async Task Without_any_timestamp_pictures_play_by_the_time_at_which_they_come()
    {
        var clip = await FlvClip.MakeAsync(seconds: 8);
        await using var client = await RtmpClient.PublishAsync(_host.Rtmp, Key);
        var watch = Stopwatch.StartNew();

        await SendAsync(client, clip.Messages, message => message with { Timestamp = 0 });
        var lasted = watch.Elapsed;

        await Eventually.TrueAsync(() => _heard.Fragments.Count >= 100, "half of the clip is out");
        Assert.That(_host.Source.Health().Restarts, Is.Zero);
        var run = _heard.Fragments.GroupBy(fragment => fragment.Run).MaxBy(run => run.Count())!.ToList();
        Assert.That(run[^1].End - run[0].Start, Is.GreaterThan(TimeSpan.FromSeconds(3)).And.LessThan(lasted + TimeSpan.FromSeconds(1)));
        using var file = await FragmentMedia.WriteAsync(run);
        foreach (var track in (string[])["v", "a"])
            Assert.That(await FragmentMedia.PacketTimesAsync(file, track), Is.Ordered.And.Count.GreaterThanOrEqualTo(run.Count));
        Assert.That(await FragmentMedia.PacketTimesAsync(file, "v"), Is.Unique);
    }

    [Test]
    public async Task Negative_composition_times_play()
    {
        var clip = await FlvClip.MakeAsync(seconds: 6, bFrames: 2);
        await using var client = await RtmpClient.PublishAsync(_host.Rtmp, Key);

        await SendAsync(client, clip.Messages, message => Composed(message, -120));

        await Eventually.TrueAsync(() => _heard.Fragments.Count >= 100, "most of the clip is out");
        Assert.That(_host.Source.Health().Restarts, Is.Zero);
        var run = _heard.Fragments.GroupBy(fragment => fragment.Run).MaxBy(run => run.Count())!.ToList();
        Assert.That(await FragmentMedia.FaultsAsync(run), Is.Empty);
    }

    [TestCase(new byte[] { 0x11 }, "AAC", TestName = "An_AAC_header_of_one_byte_ends_with_a_reason")]
    [TestCase(new byte[] { 0x09, 0x90 }, "AAC-LC", TestName = "AAC_Main_ends_with_a_reason")]
    public async Task Sound_that_no_phone_plays_ends_with_a_reason(byte[] config, string reason)
    {
        var clip = await FlvClip.MakeAsync(seconds: 2);
        await using var client = await RtmpClient.PublishAsync(_host.Rtmp, Key);

        foreach (var header in clip.Headers)
            await client.SendAsync(header.Kind == MediaKind.Audio ? header with { Payload = (byte[])[0xAF, 0, .. config] } : header);

        var status = await client.CommandAsync("onStatus");
        Assert.That(RtmpClient.Code(status), Is.EqualTo("NetStream.Publish.Rejected"));
        Assert.That(RtmpClient.Description(status), Does.Contain(reason));
    }

    [Test]
    public async Task A_second_encoder_is_told_that_the_stage_is_busy()
    {
        await using var first = await RtmpClient.PublishAsync(_host.Rtmp, Key);
        await using var second = await RtmpClient.ConnectAsync(_host.Rtmp);

        await second.CallOnAsync(1, "publish", 5, null, Key, "live");

        var status = await second.CommandAsync("onStatus");
        Assert.That(RtmpClient.Code(status), Is.EqualTo("NetStream.Publish.Rejected"));
        Assert.That(RtmpClient.Description(status), Does.Contain("Another encoder").And.Contain("(busy)"));
    }

    [Test]
    public async Task A_publisher_whose_key_is_rotated_is_told_so()
    {
        await using var client = await RtmpClient.PublishAsync(_host.Rtmp, Key);

        await _host.SetKeyAsync("the-next-key-of-gushi");

        var status = await client.CommandAsync("onStatus");
        Assert.That(RtmpClient.Code(status), Is.EqualTo("NetStream.Publish.Rejected"));
        Assert.That(RtmpClient.Description(status), Does.Contain("key-rotated"));
    }

    [Test]
    public async Task A_source_on_which_FFmpeg_fails_three_times_is_refused_with_a_reason_and_an_alarm()
    {
        var clip = await FlvClip.MakeAsync(seconds: 20, gop: 12);
        await using var client = await RtmpClient.PublishAsync(_host.Rtmp, Key);
        using var operators = _host.Client([Roles.Operator]);

        // The sequence parameter set ends before the picture's size: FFmpeg begins, finds none, and fails.
        byte[] header = [0x17, 0, 0, 0, 0, 1, 0x42, 0xC0, 0x1E, 0xFF, 0xE1, 0, 4, 0x67, 0x42, 0xC0, 0x1E, 1, 0, 4, 0x68, 0xCE, 0x3C, 0x80];
        var sending = SendAsync(client, clip.Messages, message => message.Kind == MediaKind.Video && FlvClip.IsHeader(message) ? message with { Payload = header } : message);

        await Eventually.TrueAsync(() => _host.Source.Health().LastRefusal == "packaging-failed", "the source is refused");
        var status = await client.CommandAsync("onStatus");
        Assert.That(RtmpClient.Code(status), Is.EqualTo("NetStream.Publish.Rejected"));
        Assert.That(RtmpClient.Description(status), Does.Contain("failed"));
        Assert.That(_host.Source.Health().Restarts, Is.EqualTo(3));
        await Eventually.TrueAsync(async () => (await AlarmsAsync(operators)).Contains("source.refused"), "the alarm is raised");
        await client.LeaveAsync();
        await GoneAsync(sending);
    }

    [Test]
    public async Task An_FFmpeg_that_something_else_kills_is_replaced_however_often()
    {
        var clip = await FlvClip.MakeAsync(seconds: 40, gop: 12);
        await using var client = await RtmpClient.PublishAsync(_host.Rtmp, Key);
        var sending = SendAsync(client, clip.Messages);

        for (var fault = 1; fault <= 4; fault++)
        {
            await Eventually.TrueAsync(() => _heard.Runs.Count == fault, $"run {fault} is on air");
            Signals.Kill(_host.Source.Session!.Run!.ProcessId);
        }

        await Eventually.TrueAsync(() => _heard.Runs.Count == 5, "another run is on air");
        await client.LeaveAsync();
        await GoneAsync(sending);
    }

    [TestCase("yuv420p10le", false, "picture.ten_bit")]
    [TestCase("yuv422p", false, "picture.chroma_422")]
    [TestCase("yuv444p", false, "picture.chroma_444")]
    [TestCase("yuv420p", true, "picture.interlaced")]
    public async Task A_picture_that_phones_cannot_play_raises_an_alarm(string format, bool interlaced, string code)
    {
        var clip = await FlvClip.MakeAsync(seconds: 3, format: format, interlaced: interlaced);
        await using var client = await RtmpClient.PublishAsync(_host.Rtmp, Key);
        using var operators = _host.Client([Roles.Operator]);
        var sending = SendAsync(client, clip.Messages);

        await Eventually.TrueAsync(async () => (await AlarmsAsync(operators)).Contains(code), "the alarm is raised");
        await sending;
    }

    private static async Task<List<string?>> AlarmsAsync(HttpClient operators) =>
        [.. (await operators.GetFromJsonAsync<JsonElement>("/api/v1/stages/gushi/health")).GetProperty("alarms").EnumerateArray().Select(alarm => alarm.GetString())];

    /// <summary>Sends the messages in real time by their own timestamps, as changed by <paramref name="change"/>.</summary>
    private static async Task SendAsync(RtmpClient client, IEnumerable<MediaMessage> messages, Func<MediaMessage, MediaMessage>? change = null)
    {
        var watch = Stopwatch.StartNew();
        foreach (var message in messages)
        {
            var due = TimeSpan.FromMilliseconds(message.Timestamp) - watch.Elapsed;
            if (due > TimeSpan.FromMilliseconds(5))
                await Task.Delay(due);
            await client.SendAsync(change is null ? message : change(message));
        }
    }

    private static async Task GoneAsync(Task sending)
    {
        try
        {
            await sending;
        }
        catch (IOException)
        {
            // The server has closed the connection, as it should.
        }
    }

    private static MediaMessage Composed(MediaMessage message, int change)
    {
        if (message.Kind != MediaKind.Video || FlvClip.IsHeader(message))
            return message;

        var body = message.Payload.ToArray();
        var time = ((body[2] << 16) | (body[3] << 8) | body[4]) + change;
        (body[2], body[3], body[4]) = ((byte)(time >> 16), (byte)(time >> 8), (byte)time);
        return message with { Payload = body };
    }
}
