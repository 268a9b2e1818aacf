using System.Buffers.Binary;
using Broadcast.Ingest.Media.Amf;
using Broadcast.Ingest.Rtmp.Chunks;
using Broadcast.Ingest.Tests.Rtmp.Chunks;
using TestKit;

namespace Broadcast.Ingest.Tests.Rtmp;

/// <summary>The commands and control messages of one connection.</summary>
internal sealed class RtmpConversationTests
{
    private RtmpHost _host = null!;

    [OneTimeSetUp]
    public async Task Begin() => _host = await RtmpHost.StartAsync();

    [OneTimeTearDown]
    public async Task End() => await _host.DisposeAsync();

    [Test]
    public async Task A_connection_is_answered_with_windows_chunk_size_and_no_enhanced_codecs()
    {
        await using var client = await RtmpClient.GreetAsync(_host);
        await client.CallAsync("connect", 1, new AmfObject().Add("app", "live").Add("fourCcList", new object?[] { "hvc1" }));

        var window = await client.MessageAsync(MessageType.WindowSize);
        var bandwidth = await client.MessageAsync(MessageType.PeerBandwidth);
        var result = await client.CommandAsync("_result");

        Assert.That(BinaryPrimitives.ReadUInt32BigEndian(window.Payload.Span), Is.EqualTo(2_500_000));
        Assert.That(bandwidth.Payload.Span[4], Is.EqualTo(2));
        Assert.That(result.Transaction, Is.EqualTo(1));
        Assert.That(RtmpClient.Code(result), Is.EqualTo("NetConnection.Connect.Success"));
        Assert.That(result.Target!.Members.Select(member => member.Key), Has.None.EqualTo("fourCcList"));
    }

    [Test]
    public async Task The_chunk_size_may_be_set_before_connect()
    {
        await using var client = await RtmpClient.GreetAsync(_host);
        await client.SendAsync(2, new RtmpMessage(MessageType.SetChunkSize, 0, 0, ChunkEncoder.BigEndian(4096)));
        client.Chunks.ChunkSize = 4096;
        await client.CallAsync("connect", 1, new AmfObject().Add("app", "live").Add("padding", new string('x', 1000)));

        Assert.That(RtmpClient.Code(await client.CommandAsync("_result")), Is.EqualTo("NetConnection.Connect.Success"));
    }

    [Test]
    public async Task A_whole_conversation_may_come_in_one_piece_byte_by_byte()
    {
        await using var client = await RtmpClient.OpenAsync(_host);
        byte[] all =
        [
            3, .. new byte[1536], .. new byte[1536],
            .. client.Chunks.All(3, Command(0, "connect", 1d, new AmfObject().Add("app", "live"))),
            .. client.Chunks.All(3, Command(0, "createStream", 2d, null)),
            .. client.Chunks.All(3, Command(1, "publish", 3d, null, "goodBytes", "live")),
            .. client.Chunks.All(4, new RtmpMessage(MessageType.Audio, 1, 40, new byte[] { 0xAF, 1, 2 })),
        ];
        foreach (var part in all.Chunk(1400).SelectMany(part => part.Length < 1400 ? part.Select(one => new[] { one }) : [part]))
            await client.SendAsync(part);

        var session = await Eventually.ValueAsync(() => Task.FromResult(_host.Gate.Session("goodBytes")), "the session");
        await Eventually.TrueAsync(() => session.Messages.Count == 1, "the message");
        Assert.That(session.Messages[0].Timestamp, Is.EqualTo(40));
    }

    [TestCase("releaseStream")]
    [TestCase("_checkbw")]
    [TestCase("somethingElse")]
    [TestCase("getStreamLength")]
    [TestCase("FCUnpublish")]
    public async Task Any_call_is_answered_with_its_transaction(string name)
    {
        await using var client = await RtmpClient.ConnectAsync(_host);
        await client.CallAsync(name, 17, null, "name");

        var result = await client.CommandAsync("_result");

        Assert.That(result.Transaction, Is.EqualTo(17));
        Assert.That(result.Arguments.Single(), Is.Null);
    }

    [Test]
    public async Task FCPublish_is_heard_with_its_transaction_but_promises_nothing()
    {
        await using var client = await RtmpClient.ConnectAsync(_host);
        await client.CallAsync("FCPublish", 3, null, "wrong");

        var heard = await client.CommandAsync("onFCPublish");

        Assert.That(heard.Transaction, Is.EqualTo(3));
        Assert.That(RtmpClient.Code(heard), Is.Not.EqualTo("NetStream.Publish.Start"));
    }

    [Test]
    public async Task Streams_are_numbered_from_one()
    {
        await using var client = await RtmpClient.ConnectAsync(_host);
        await client.CallAsync("createStream", 4, null);
        var first = await client.CommandAsync("_result");
        await client.CallAsync("createStream", 5, null);
        var second = await client.CommandAsync("_result");

        Assert.That((first.Transaction, first.Arguments[0]), Is.EqualTo((4d, (object)1d)));
        Assert.That((second.Transaction, second.Arguments[0]), Is.EqualTo((5d, (object)2d)));
    }

    [Test]
    public async Task A_command_of_type_17_is_read()
    {
        await using var client = await RtmpClient.GreetAsync(_host);
        byte[] payload = [0, .. RtmpClient.Amf("connect", 1d, new AmfObject().Add("app", "live"))];
        await client.SendAsync(3, new RtmpMessage(MessageType.CommandAmf3, 0, 0, payload));

        Assert.That(RtmpClient.Code(await client.CommandAsync("_result")), Is.EqualTo("NetConnection.Connect.Success"));
    }

    [TestCase("tcUrl", "rtmp://127.0.0.1:1935/live/x")]
    [TestCase("tcurl", "rtmp://127.0.0.1/live")]
    public async Task An_application_that_is_left_out_is_read_from_the_url(string name, string url)
    {
        await using var client = await RtmpClient.GreetAsync(_host);
        await client.CallAsync("connect", 1, new AmfObject().Add(name, url));

        Assert.That(RtmpClient.Code(await client.CommandAsync("_result")), Is.EqualTo("NetConnection.Connect.Success"));
    }

    [Test]
    public async Task Messages_with_nothing_in_them_are_passed_over()
    {
        await using var client = await RtmpClient.PublishAsync(_host, "goodEmpty");
        foreach (var type in new[] { MessageType.CommandAmf0, MessageType.CommandAmf3, MessageType.DataAmf0, MessageType.Audio, MessageType.Video, MessageType.UserControl })
            await client.SendAsync(6, new RtmpMessage(type, 1, 0, Array.Empty<byte>()));
        await client.CallAsync("_checkbw", 9);

        Assert.That((await client.CommandAsync("_result")).Transaction, Is.EqualTo(9));
        Assert.That(_host.Gate.Session("goodEmpty")!.Messages, Is.Empty);
    }

    [Test]
    public async Task Another_application_is_refused()
    {
        await using var client = await RtmpClient.GreetAsync(_host);
        await client.CallAsync("connect", 1, new AmfObject().Add("app", "vod/secretKey"));

        Assert.That(RtmpClient.Code(await client.CommandAsync("_error")), Is.EqualTo("NetConnection.Connect.InvalidApp"));
        await client.ClosedAsync();
        Assert.That(_host.Log.All, Has.None.Contains("secretKey"));
    }

    [TestCase("live/badKeyInApp", "")]
    [TestCase("live", "badKeyInName?token=badToken")]
    [TestCase("live?token=badTokenInApp", "")]
    public async Task A_wrong_key_gets_BadName_and_is_in_no_log(string app, string name)
    {
        await using var client = await RtmpClient.ConnectAsync(_host, app);
        await client.CallOnAsync(1, "publish", 5, null, name, "live");

        var status = await client.CommandAsync("onStatus");

        Assert.That(RtmpClient.Code(status), Is.EqualTo("NetStream.Publish.BadName"));
        Assert.That(((AmfObject)status.Arguments[0]!).Text("level"), Is.EqualTo("error"));
        Assert.That(RtmpClient.Description(status), Does.Contain("unknown-key"));
        await client.LeaveAsync();
        Assert.That(_host.Log.All, Has.Some.Contains("refused: unknown-key").And.Contains("127.0.0.1:"), "in detail at Debug");
        Assert.That(_host.Log.All, Has.None.Contains("badKey").Or.Contains("badToken"));
    }

    [Test]
    public async Task Publishing_before_connect_is_refused()
    {
        await using var client = await RtmpClient.GreetAsync(_host);

        Assert.That(await client.PublishAsync("goodEarly"), Is.EqualTo("NetStream.Publish.BadName"));
        Assert.That(_host.Gate.Session("goodEarly"), Is.Null);
    }

    [Test]
    public async Task Playing_is_declined_and_the_connection_goes_on()
    {
        await using var client = await RtmpClient.ConnectAsync(_host);
        await client.CallOnAsync(1, "play", 5, null, "name");
        Assert.That(RtmpClient.Code(await client.CommandAsync("onStatus")), Is.EqualTo("NetStream.Play.StreamNotFound"));

        Assert.That(await client.PublishAsync("goodPlayer"), Is.EqualTo("NetStream.Publish.Start"));
    }

    [Test]
    public async Task A_ping_is_answered_and_strange_events_are_passed_over()
    {
        await using var client = await RtmpClient.ConnectAsync(_host);
        await client.SendAsync(2, new RtmpMessage(MessageType.UserControl, 0, 0, new byte[] { 0 }));
        await client.SendAsync(2, new RtmpMessage(MessageType.UserControl, 0, 0, new byte[] { 0x7F, 0xFF, 1, 2, 3, 4 }));
        await client.SendAsync(2, new RtmpMessage((MessageType)99, 0, 0, new byte[] { 1 }));
        await client.SendAsync(2, new RtmpMessage(MessageType.UserControl, 0, 0, new byte[] { 0, 6, 1, 2, 3, 4 }));

        var pong = await client.MessageAsync(MessageType.UserControl);

        Assert.That(pong.Payload.ToArray(), Is.EqualTo(new byte[] { 0, 7, 1, 2, 3, 4 }));
    }

    [Test]
    public async Task What_is_received_is_acknowledged_by_the_window()
    {
        await using var client = await RtmpClient.PublishAsync(_host, "goodAck");
        await client.SendAsync(2, new RtmpMessage(MessageType.WindowSize, 0, 0, ChunkEncoder.BigEndian(50_000)));
        var payload = new byte[60_000];
        payload[0] = 0x17;
        payload[1] = 1;
        await client.SendAsync(6, new RtmpMessage(MessageType.Video, 1, 0, payload));

        var acknowledged = await client.MessageAsync(MessageType.Acknowledgement);

        Assert.That(BinaryPrimitives.ReadUInt32BigEndian(acknowledged.Payload.Span), Is.InRange(25_000, 70_000));
    }

    [Test]
    public async Task A_second_stream_is_refused_and_the_first_goes_on()
    {
        await using var client = await RtmpClient.PublishAsync(_host, "goodFirst");
        Assert.That(await client.PublishAsync("goodSecond", stream: 2), Is.EqualTo("NetStream.Publish.BadName"));

        await client.SendAsync(4, new RtmpMessage(MessageType.Audio, 2, 10, new byte[] { 0xAF, 1, 9 }));
        await client.SendAsync(4, new RtmpMessage(MessageType.Audio, 1, 20, new byte[] { 0xAF, 1, 7 }));
        await Eventually.TrueAsync(() => _host.Gate.Session("goodFirst")!.Messages.Count == 1, "the first stream's sound");

        Assert.That(_host.Gate.Session("goodFirst")!.Messages[0].Timestamp, Is.EqualTo(20));
    }

    [TestCase("deleteStream")]
    [TestCase("closeStream")]
    [TestCase("FCUnpublish")]
    public async Task An_ended_stream_gives_the_stage_back_and_another_may_follow(string name)
    {
        await using var client = await RtmpClient.PublishAsync(_host, $"good{name}");
        await client.CallOnAsync(name == "closeStream" ? 1u : 0, name, 0, null, name == "deleteStream" ? 1d : "name");

        await _host.Gate.Session($"good{name}")!.Ended.WaitAsync(Eventually.Patience);
        Assert.That(RtmpClient.Code(await client.CommandAsync("onStatus")), Is.EqualTo("NetStream.Unpublish.Success"));
        Assert.That(await client.PublishAsync("goodAgain"), Is.EqualTo("NetStream.Publish.Start"));
    }

    [Test]
    public async Task A_dropped_publisher_gets_a_status_and_is_cut_off()
    {
        await using var client = await RtmpClient.PublishAsync(_host, "goodDropped");
        var session = _host.Gate.Session("goodDropped")!;

        session.Drop();

        var status = await client.CommandAsync("onStatus");
        Assert.That((RtmpClient.Code(status), RtmpClient.Description(status)), Is.EqualTo(("NetStream.Publish.Rejected", "The test dropped it.")));
        await client.LeaveAsync();
        await session.Ended.WaitAsync(Eventually.Patience);
    }

    private static RtmpMessage Command(uint stream, params object?[] values) => new(MessageType.CommandAmf0, stream, 0, RtmpClient.Amf(values));
}
