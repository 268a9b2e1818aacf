using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Ingest.Media;
using Broadcast.Ingest.Media.Amf;
using Broadcast.Ingest.Rtmp;
using Broadcast.Ingest.Rtmp.Chunks;
using Broadcast.Ingest.Rtmp.Handshakes;
using Broadcast.Ingest.Rtmp.Publishing;
using Broadcast.Ingest.Simulcast;

namespace Broadcast.Ingest.Tests.Fuzzing;

/// <summary>Damaged input from encoders and platforms.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class RtmpFuzzTests
{
    /// <summary>Low, so that a reader that ignores the limit fails the test.</summary>
    private const int MaxMessage = 65_536;

    private static readonly IPEndPoint Peer = new(IPAddress.Loopback, 1);

    [Test]
    public async Task A_handshake_from_anybody()
    {
        var capture = (await PublishCapture.BytesAsync)[..(1 + Handshake.Length * 2)];

        await new Fuzzer(
            random => Mutation.Of(random, capture),
            input =>
            {
                var rest = new ReadOnlySequence<byte>(input);
                if (Handshake.TryAnswer(ref rest, new ArrayBufferWriter<byte>(4096), 1))
                    Handshake.TryFinish(ref rest);
                return ValueTask.CompletedTask;
            },
            [typeof(RtmpProtocolException)],
            _ => 16 * 1024).RunAsync();
    }

    [Test]
    public async Task A_conversation_with_an_encoder()
    {
        var capture = (await PublishCapture.BytesAsync)[(1 + Handshake.Length * 2)..];
        var options = new RtmpOptions { MaxMessage = MaxMessage };

        await new Fuzzer(
            random => Mutation.Of(random, capture, random.Next(2) == 0 ? 1000 : 8000),
            async input =>
            {
                var chunks = new ChunkReader();
                var output = new ArrayBufferWriter<byte>(4096);
                var session = new RtmpSession(Peer, new OpenGate(), chunks, new ChunkWriter(output), options, () => { }, new NobodyListens());
                var rest = new ReadOnlySequence<byte>(input);
                while (!session.Leaving && chunks.TryRead(ref rest, out var message))
                {
                    await session.HandleAsync(message, CancellationToken.None);
                    output.ResetWrittenCount();
                }

                session.Received(input.Length);
                await session.EndAsync();
            },
            [typeof(RtmpProtocolException)],
            length => 4 * MaxMessage + 256L * length).RunAsync();
    }

    [Test]
    public async Task Commands_and_metadata()
    {
        var buffer = new ArrayBufferWriter<byte>();
        buffer.WriteAmf("onMetaData");
        buffer.WriteAmf(7d);
        buffer.WriteAmf(new AmfObject { IsArray = true }
            .Add("width", 1280d).Add("stereo", true).Add("encoder", "Lavf59").Add("made", new AmfDate(1, 0)).Add("nothing", null)
            .Add("list", new object?[] { 1d, "two", new AmfObject().Add("three", 3d), new object?[] { 4d } }));
        buffer.WriteAmf(new string('x', 70_000)[..200]);
        var seed = buffer.WrittenSpan.ToArray();

        await new Fuzzer(
            random => Mutation.Of(random, seed),
            input =>
            {
                RtmpCommand.Read(input);
                return ValueTask.CompletedTask;
            },
            [typeof(RtmpProtocolException)],
            length => 64 * 1024 + 256L * length).RunAsync();
    }

    [Test]
    public async Task A_conversation_with_a_platform()
    {
        var seed = PlatformAnswers();
        var url = PushUrl.Parse("rtmp://host/app/key")!;

        await new Fuzzer(
            // The handshake has no structure to damage: it stays whole in seven of eight inputs.
            random => random.Next(8) == 0 ? Mutation.Of(random, seed) : [.. seed[..(1 + Handshake.Length * 2)], .. Mutation.Of(random, seed[(1 + Handshake.Length * 2)..])],
            async input =>
            {
                var pipe = PipeReader.Create(new ReadOnlySequence<byte>(input));
                var conversation = new PushConversation(url, Stream.Null, pipe);
                await conversation.BeginAsync(CancellationToken.None);
                await conversation.ListenAsync(CancellationToken.None);
                conversation.DrainAnswers(new ArrayBufferWriter<byte>());
            },
            [typeof(RtmpProtocolException), typeof(PushRefusedException)],
            length => 4 * MaxMessage + 256L * length).RunAsync();
    }

    private static byte[] PlatformAnswers()
    {
        var output = new ArrayBufferWriter<byte>();
        output.Write(new byte[1 + Handshake.Length * 2]);
        var writer = new ChunkWriter(output);
        var answers = new RtmpAnswers(writer);
        answers.Connected(1);
        answers.Result(2, null);
        answers.FcPublishHeard(3);
        answers.Result(4, 1d);
        answers.StreamBegins(1);
        answers.Status(1, "NetStream.Publish.Start", "Publishing has started.");
        writer.WriteUserControl(UserControl.PingRequest, 7);
        writer.WriteNumber(MessageType.WindowSize, 100);
        writer.WriteUserControl(UserControl.PingRequest, 8);
        answers.Status(1, "NetStream.Data.Start", "More of it.");
        var bytes = output.WrittenSpan.ToArray();
        bytes[0] = 3;
        return bytes;
    }

    private sealed class OpenGate : IPublishGate
    {
        public ValueTask<PublishAdmission> AdmitAsync(PublishRequest request, CancellationToken cancellation) =>
            new(new PublishAdmission { Session = new Sink() });
    }

    private sealed class Sink : IPublishSession
    {
        public StageId Stage => StageId.Parse("gushi");

        public CancellationToken Dropped => CancellationToken.None;

        public string DropReason => "";

        public void Write(in MediaMessage message)
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class NobodyListens : IRtmpSessionListener
    {
        public void PublishingBegan(StageId stage)
        {
        }

        public void PublishingEnded(StageId stage)
        {
        }

        public void Refused(string reason)
        {
        }
    }
}
