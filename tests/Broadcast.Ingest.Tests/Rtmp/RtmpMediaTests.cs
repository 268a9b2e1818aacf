using Broadcast.Ingest.Media;
using Broadcast.Ingest.Media.Amf;
using Broadcast.Ingest.Rtmp.Chunks;
using Broadcast.Ingest.Tests.Rtmp.Chunks;
using TestKit;

namespace Broadcast.Ingest.Tests.Rtmp;

/// <summary>What reaches the stage, and what is refused on the way.</summary>
internal sealed class RtmpMediaTests
{
    private RtmpHost _host = null!;

    [OneTimeSetUp]
    public async Task Begin() => _host = await RtmpHost.StartAsync();

    [OneTimeTearDown]
    public async Task End() => await _host.DisposeAsync();

    [Test]
    public async Task Metadata_comes_without_its_wrapping_in_either_form()
    {
        await using var client = await RtmpClient.PublishAsync(_host, "goodData");
        var metadata = RtmpClient.Amf("onMetaData", new AmfObject { IsArray = true }.Add("width", 320d));
        byte[] wrapped = [.. RtmpClient.Amf("@setDataFrame"), .. metadata];
        await client.SendAsync(5, new RtmpMessage(MessageType.DataAmf0, 1, 0, wrapped));
        await client.SendAsync(5, new RtmpMessage(MessageType.DataAmf3, 1, 0, (byte[])[0, .. wrapped]));
        await client.SendAsync(5, new RtmpMessage(MessageType.DataAmf0, 1, 0, RtmpClient.Amf("@clearDataFrame", "onMetaData")));
        await client.SendAsync(5, new RtmpMessage(MessageType.DataAmf0, 1, 0, Array.Empty<byte>()));
        await client.SendAsync(5, new RtmpMessage(MessageType.DataAmf0, 1, 0, metadata));

        var messages = await ReceivedAsync("goodData", 3);

        Assert.That(messages.Select(message => message.Kind), Is.All.EqualTo(MediaKind.Data));
        Assert.That(messages.Select(message => Convert.ToHexString(message.Payload.Span)), Is.All.EqualTo(Convert.ToHexString(metadata)));
    }

    [Test]
    public async Task An_aggregate_comes_apart()
    {
        await using var client = await RtmpClient.PublishAsync(_host, "goodAggregate");
        var aggregate = Convert.FromHexString("08000003000BB800000000AF01AA0000000E" + "09000003000BE000000000270100" + "0000000E");
        await client.SendAsync(6, new RtmpMessage(MessageType.Aggregate, 1, 5000, aggregate));

        var messages = await ReceivedAsync("goodAggregate", 2);

        Assert.That(messages.Select(message => (message.Kind, message.Timestamp)), Is.EqualTo(new[] { (MediaKind.Audio, 5000L), (MediaKind.Video, 5040L) }));
    }

    [Test]
    public async Task A_sequence_header_with_time_0_does_not_pull_the_clock_back()
    {
        await using var client = await RtmpClient.PublishAsync(_host, "goodClock");
        await client.SendAsync(6, new RtmpMessage(MessageType.Video, 1, 0, new byte[] { 0x17, 0, 1 }));
        await client.SendAsync(6, new RtmpMessage(MessageType.Video, 1, 4_000_000_000, new byte[] { 0x17, 1, 1 }));
        await client.SendAsync(6, new RtmpMessage(MessageType.Video, 1, 0, new byte[] { 0x17, 0, 1 }));
        await client.SendAsync(6, new RtmpMessage(MessageType.Video, 1, 400_000_000, new byte[] { 0x27, 1, 1 }));

        var messages = await ReceivedAsync("goodClock", 4);

        Assert.That(messages[1].Timestamp, Is.EqualTo(4_000_000_000));
        Assert.That(messages[3].Timestamp, Is.EqualTo((1L << 32) + 400_000_000));
    }

    [Test]
    public async Task A_large_frame_in_large_chunks_arrives_whole()
    {
        await using var client = await RtmpClient.PublishAsync(_host, "goodLarge");
        await client.SendAsync(2, new RtmpMessage(MessageType.SetChunkSize, 0, 0, ChunkEncoder.BigEndian(8_000_000)));
        client.Chunks.ChunkSize = 8_000_000;
        var frame = new byte[5_000_000];
        new Random(1).NextBytes(frame);
        frame[0] = 0x17;
        await client.SendAsync(6, new RtmpMessage(MessageType.Video, 1, 0, frame));

        Assert.That((await ReceivedAsync("goodLarge", 1))[0].Payload.Span.SequenceEqual(frame));
    }

    [TestCase(MessageType.Video, (byte)0x90, "Enhanced RTMP", TestName = "Enhanced_RTMP_is_refused_with_a_reason")]
    [TestCase(MessageType.Video, (byte)0x1C, "H.264", TestName = "Another_video_codec_is_refused_with_a_reason")]
    [TestCase(MessageType.Audio, (byte)0x2F, "AAC", TestName = "Another_sound_format_is_refused_with_a_reason")]
    public async Task An_unsupported_codec_is_refused(MessageType type, byte first, string reason)
    {
        var key = $"goodCodec{first}";
        await using var client = await RtmpClient.PublishAsync(_host, key);
        await client.SendAsync(6, new RtmpMessage(type, 1, 0, new byte[] { first, (byte)'h', (byte)'v', (byte)'c', (byte)'1' }));

        var status = await client.CommandAsync("onStatus");

        Assert.That(RtmpClient.Code(status), Is.EqualTo("NetStream.Publish.Rejected"));
        Assert.That(RtmpClient.Description(status), Does.Contain(reason));
        await client.LeaveAsync();
        await _host.Gate.Session(key)!.Ended.WaitAsync(Eventually.Patience);
        Assert.That(_host.Gate.Session(key)!.Messages, Is.Empty);
    }

    private async Task<IReadOnlyList<MediaMessage>> ReceivedAsync(string key, int count)
    {
        var session = _host.Gate.Session(key)!;
        await Eventually.TrueAsync(() => session.Messages.Count >= count, $"{count} messages");
        return session.Messages;
    }
}
