using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.IO.Pipelines;
using System.Security.Cryptography;
using Broadcast.Ingest.Media.Amf;
using Broadcast.Ingest.Rtmp.Chunks;
using Broadcast.Ingest.Rtmp.Handshakes;
using Broadcast.Ingest.Rtmp.Publishing;

namespace Broadcast.Ingest.Simulcast;

/// <summary>
/// The client's side of RTMP on one connection: handshake, <c>connect</c>, <c>createStream</c>, <c>publish</c>, and afterwards answers to
/// pings, and acknowledgements. Answers gather in a buffer, which the next write drains: listening never writes by itself.
/// </summary>
internal sealed class PushConversation(PushUrl url, Stream stream, PipeReader input)
{
    private const int ConnectCall = 1;
    private const int ReleaseCall = 2;
    private const int FcPublishCall = 3;
    private const int CreateCall = 4;
    private const int PublishCall = 5;

    /// <summary>Bytes of answers that may wait for the next write. A target that causes more is given up.</summary>
    private const int MaxAnswers = 16 * 1024;

    private readonly ChunkReader _chunks = new();
    private readonly Lock _gate = new();
    private readonly ArrayBufferWriter<byte> _answers = new(256);
    private readonly ArrayBufferWriter<byte> _calls = new(1024);
    private uint _window = 2_500_000;
    private long _received;
    private long _acknowledged;

    /// <summary>The id of the message stream that carries media.</summary>
    public uint MessageStream { get; private set; }

    /// <summary>Returns when the target says that publishing has started.</summary>
    /// <exception cref="PushRefusedException">The target refuses, leaves, or does not speak RTMP.</exception>
    public async Task BeginAsync(CancellationToken cancellation)
    {
        await ShakeHandsAsync(cancellation);
        var writer = new ChunkWriter(_calls);
        writer.SetChunkSize(MediaChunks.ChunkSize);
        Call(writer, 0, "connect", ConnectCall, new AmfObject()
            .Add("app", url.App).Add("type", "nonprivate").Add("flashVer", "FMLE/3.0 (compatible; LiveFestival)").Add("tcUrl", url.TcUrl));
        await SendAsync(cancellation);
        await AnswerAsync(ConnectCall, cancellation);

        Call(writer, 0, "releaseStream", ReleaseCall, null, url.Key);
        Call(writer, 0, "FCPublish", FcPublishCall, null, url.Key);
        Call(writer, 0, "createStream", CreateCall, null);
        await SendAsync(cancellation);
        var answer = await AnswerAsync(CreateCall, cancellation);
        if (answer.Arguments is not [double number, ..] || number is < 0 or > uint.MaxValue)
            throw new PushRefusedException("The target answered createStream without a stream id.");

        MessageStream = (uint)number;
        Call(writer, MessageStream, "publish", PublishCall, null, url.Key, "live");
        await SendAsync(cancellation);
        await AnswerAsync(PublishCall, cancellation);
    }

    /// <summary>Listens until the target closes the connection.</summary>
    /// <exception cref="PushRefusedException">The target says that it takes no more.</exception>
    public async Task ListenAsync(CancellationToken cancellation)
    {
        while (await NextCommandAsync(cancellation) is { } command)
            Judge(command, 0);
    }

    /// <summary>Moves the answers that wait to <paramref name="output"/>.</summary>
    public void DrainAnswers(IBufferWriter<byte> output)
    {
        lock (_gate)
        {
            output.Write(_answers.WrittenSpan);
            _answers.ResetWrittenCount();
        }
    }

    /// <summary>Writes the commands that end the publishing.</summary>
    public void WriteEnd(IBufferWriter<byte> output)
    {
        var writer = new ChunkWriter(output);
        _calls.ResetWrittenCount();
        Call(writer, 0, "FCUnpublish", PublishCall + 1, null, url.Key);
        Call(writer, 0, "deleteStream", PublishCall + 2, null, (double)MessageStream);
    }

    private async Task ShakeHandsAsync(CancellationToken cancellation)
    {
        // The simple handshake: zeros for time and version say that no digest is wanted.
        var hello = new byte[1 + Handshake.Length];
        hello[0] = 3;
        RandomNumberGenerator.Fill(hello.AsSpan(9));
        await stream.WriteAsync(hello, cancellation);

        var answer = await input.ReadAtLeastAsync(1 + 2 * Handshake.Length, cancellation);
        if (answer.Buffer.Length < 1 + 2 * Handshake.Length)
            throw new PushRefusedException("The target closed the connection during the handshake.");
        if (answer.Buffer.FirstSpan[0] != 3)
            throw new PushRefusedException("The target does not speak RTMP: check the URL's host and port.");

        var echo = answer.Buffer.Slice(1, Handshake.Length).ToArray();
        input.AdvanceTo(answer.Buffer.GetPosition(1 + 2 * Handshake.Length));
        await stream.WriteAsync(echo, cancellation);
    }

    /// <summary>The answer to that call. Other commands that come before it are skipped, unless they refuse.</summary>
    private async Task<RtmpCommand> AnswerAsync(int call, CancellationToken cancellation)
    {
        while (await NextCommandAsync(cancellation) is { } command)
        {
            if (Judge(command, call))
                return command;
        }

        throw new PushRefusedException("The target closed the connection without a reason; platforms do so when the key is wrong.", byTarget: true);
    }

    /// <summary>True for the answer to that call, which for <c>publish</c> is a status. Throws when the command refuses.</summary>
    private bool Judge(RtmpCommand command, int call)
    {
        switch (command.Name)
        {
            case "_result":
                return command.Transaction == call;
            case "_error" when command.Transaction is ReleaseCall or FcPublishCall:
                // These two calls are a habit of Flash's; servers that do not know them answer with an error and go on.
                return false;
            case "_error":
                throw Refused(command);
            case "onStatus" when StatusOf(command) is { } status:
                var code = status.Text("code") ?? "";
                if (status.Text("level") == "error" || code is "NetStream.Publish.BadName" or "NetConnection.Connect.Closed" or "NetStream.Unpublish.Success")
                    throw Refused(command);
                return call == PublishCall && code == "NetStream.Publish.Start";
            case "close":
                throw new PushRefusedException("The target closed the stream.");
            default:
                return false;
        }
    }

    private PushRefusedException Refused(RtmpCommand command)
    {
        var status = StatusOf(command);
        var reason = $"{status?.Text("code") ?? command.Name}: {status?.Text("description") ?? "no description"}";
        // Some targets repeat the URL or the key that they were given.
        reason = url.Hide(OneLine(reason));
        return new PushRefusedException(reason.Length > 300 ? reason[..300] : reason, byTarget: true);
    }

    /// <summary>Blanks for what would begin another line of a log, steer a terminal, or turn the direction of a text.</summary>
    private static string OneLine(string text) => string.Concat(text.Select(letter =>
        char.GetUnicodeCategory(letter) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator ? ' ' : letter));

    private static AmfObject? StatusOf(RtmpCommand command) => command.Arguments.OfType<AmfObject>().FirstOrDefault() ?? command.Target;

    /// <summary>The next command; null at the end of the connection.</summary>
    private async ValueTask<RtmpCommand?> NextCommandAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var read = await input.ReadAsync(cancellation);
            var rest = read.Buffer;
            var found = _chunks.TryRead(ref rest, out var message);
            Received(read.Buffer.Length - rest.Length);
            input.AdvanceTo(rest.Start, found ? rest.Start : read.Buffer.End);
            if (!found && read.IsCompleted)
                return null;
            if (found && Command(message) is { } command)
                return command;
        }
    }

    private RtmpCommand? Command(in RtmpMessage message)
    {
        var payload = message.Payload.Span;
        switch (message.Type)
        {
            case MessageType.CommandAmf0:
                return RtmpCommand.Read(payload);
            case MessageType.CommandAmf3 when payload is [0, .. var command]:
                return RtmpCommand.Read(command);
            case MessageType.WindowSize when payload.Length >= 4:
                _window = Math.Max(1024, BinaryPrimitives.ReadUInt32BigEndian(payload));
                return null;
            case MessageType.UserControl when payload.Length >= 6 && BinaryPrimitives.ReadUInt16BigEndian(payload) == (ushort)UserControl.PingRequest:
                var time = BinaryPrimitives.ReadUInt32BigEndian(payload[2..]);
                Answer(writer => writer.WriteUserControl(UserControl.PingResponse, time));
                return null;
            default:
                return null;
        }
    }

    private void Received(long bytes)
    {
        _received += bytes;
        if (_received - _acknowledged < _window / 2)
            return;

        _acknowledged = _received;
        Answer(writer => writer.WriteNumber(MessageType.Acknowledgement, (uint)_received));
    }

    private void Answer(Action<ChunkWriter> write)
    {
        lock (_gate)
        {
            if (_answers.WrittenCount > MaxAnswers)
                throw new PushRefusedException("The target asks for more answers than it reads.");
            write(new ChunkWriter(_answers));
        }
    }

    private async Task SendAsync(CancellationToken cancellation)
    {
        DrainAnswers(_calls);
        await stream.WriteAsync(_calls.WrittenMemory, cancellation);
        _calls.ResetWrittenCount();
    }

    private static void Call(ChunkWriter writer, uint messageStream, string name, double transaction, AmfObject? target, params object?[] arguments)
    {
        var body = new ArrayBufferWriter<byte>(256);
        body.WriteAmf(name);
        body.WriteAmf(transaction);
        body.WriteAmf(target);
        foreach (var argument in arguments)
            body.WriteAmf(argument);
        writer.Write(messageStream == 0 ? ChunkWriter.CommandId : ChunkWriter.StatusId, MessageType.CommandAmf0, messageStream, body.WrittenSpan);
    }
}
