using System.Buffers;
using System.IO.Pipelines;
using Broadcast.Ingest.Rtmp.Chunks;
using Broadcast.Ingest.Rtmp.Handshakes;
using Broadcast.Ingest.Rtmp.Publishing;
using Broadcast.Ingest.Simulcast;

namespace Broadcast.Ingest.Tests.Simulcast;

internal sealed class PushConnectionTests
{
    [TestCase("rtmp://127.0.0.1:9/live/key")]
    [TestCase("rtmp://localhost:9/live/key")]
    [TestCase("rtmp://2130706433:9/live/key")]
    [TestCase("rtmps://[::ffff:10.0.0.1]/live/key")]
    public async Task Without_the_setting_nothing_is_sent_into_this_machines_networks(string url)
    {
        var refused = await Assert.ThrowsAsync<IOException>(() => PushConnection.OpenAsync(PushUrl.Parse(url)!, allowLocal: false, CancellationToken.None));

        Assert.That(refused!.Message, Does.Contain("not public").And.Contain("Ingest:Simulcast:AllowLocal").And.Not.Contain("key"));
    }

    [Test]
    public async Task What_a_platform_says_is_one_line_and_steers_nothing()
    {
        var answers = new ArrayBufferWriter<byte>();
        answers.Write<byte>([3, .. new byte[Handshake.Length * 2]]);
        new RtmpAnswers(new ChunkWriter(answers)).ConnectRefused(1, "no\r\nwarn: \u001b[31mforged\u2028\u202e secret-key");
        var conversation = new PushConversation(PushUrl.Parse("rtmp://host/app/secret-key")!, Stream.Null, PipeReader.Create(new ReadOnlySequence<byte>(answers.WrittenMemory)));

        var refused = await Assert.ThrowsAsync<PushRefusedException>(() => conversation.BeginAsync(CancellationToken.None));

        Assert.That(refused!.Message, Is.EqualTo("NetConnection.Connect.InvalidApp: no  warn:  [31mforged   …"));
    }
}
