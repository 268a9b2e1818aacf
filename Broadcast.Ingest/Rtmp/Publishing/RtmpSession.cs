using System.Buffers.Binary;
using System.Net;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Ingest.Media;
using Broadcast.Ingest.Rtmp.Chunks;

namespace Broadcast.Ingest.Rtmp.Publishing;

/// <summary>
/// The conversation with one encoder after the handshake: reads messages, writes answers (without flushing), hands media to the stage. The
/// connection's loop is the only caller, and ends the session.
/// </summary>
internal sealed class RtmpSession(
    IPEndPoint peer,
    IPublishGate gate,
    ChunkReader reader,
    ChunkWriter writer,
    RtmpOptions options,
    Action wake,
    IRtmpSessionListener listener)
{
    private readonly RtmpAnswers _answers = new(writer);
    private MediaClock _clock = new();
    private string? _app;
    private uint _streams;
    private IPublishSession? _publishing;
    private uint _publishStream;
    private CancellationTokenRegistration _dropped;
    private uint _window = RtmpAnswers.Window;
    private long _received;
    private long _acknowledged;

    public string Client { get; private set; } = "";

    /// <summary>The stage that the encoder publishes to; null while it publishes to none.</summary>
    public StageId? Stage => _publishing?.Stage;

    /// <summary>True when the connection must be closed once the answers are flushed.</summary>
    public bool Leaving { get; private set; }

    public bool IsDropped => _publishing?.Dropped.IsCancellationRequested == true;

    public async ValueTask HandleAsync(RtmpMessage message, CancellationToken cancellation)
    {
        switch (message.Type)
        {
            case MessageType.Audio or MessageType.Video or MessageType.DataAmf0 or MessageType.DataAmf3:
                await MediaAsync(message);
                break;
            case MessageType.Aggregate:
                foreach (var part in AggregateMessage.Split(message))
                    await MediaAsync(part);
                break;
            case MessageType.CommandAmf0 or MessageType.CommandAmf3 when message.Payload.Span is [] or [0]:
                // Some encoders send empty messages of any type: nothing to do.
                break;
            case MessageType.CommandAmf0:
                await CommandAsync(RtmpCommand.Read(message.Payload.Span), message.StreamId, cancellation);
                break;
            case MessageType.CommandAmf3:
                // A leading zero byte announces AMF0, which every command is.
                var skipped = message.Payload.Span is [0, ..] ? 1 : 0;
                await CommandAsync(RtmpCommand.Read(message.Payload.Span[skipped..]), message.StreamId, cancellation);
                break;
            case MessageType.UserControl:
                UserControlMessage(message.Payload.Span);
                break;
            case MessageType.WindowSize when message.Payload.Length >= 4:
                _window = Math.Max(1024, BinaryPrimitives.ReadUInt32BigEndian(message.Payload.Span));
                break;
            default:
                // Acknowledgements, bandwidth, shared objects and what vendors add: nothing to do.
                break;
        }
    }

    /// <summary>Counts received bytes and acknowledges them in time: encoders stop sending without acknowledgements.</summary>
    public void Received(long bytes)
    {
        _received += bytes;
        // Half a window early costs little and never makes an encoder wait.
        if (_received - _acknowledged < _window / 2)
            return;

        _acknowledged = _received;
        writer.WriteNumber(MessageType.Acknowledgement, (uint)_received);
    }

    public void Ping(uint time) => writer.WriteUserControl(UserControl.PingRequest, time);

    /// <summary>Tells the encoder why its stage has dropped the stream. Does nothing when it has not.</summary>
    public void LeaveDropped()
    {
        if (_publishing is not { Dropped.IsCancellationRequested: true } session)
            return;

        _answers.Error(_publishStream, "NetStream.Publish.Rejected", session.DropReason);
        Leaving = true;
    }

    /// <summary>Tells the encoder why its connection is being closed.</summary>
    public void Leave(string description)
    {
        _answers.Error(_publishStream, "NetConnection.Connect.Closed", description);
        Leaving = true;
    }

    /// <summary>Ends publishing, if any, because the connection is over.</summary>
    public ValueTask EndAsync() => EndPublishingAsync();

    private async ValueTask CommandAsync(RtmpCommand command, uint stream, CancellationToken cancellation)
    {
        switch (command.Name)
        {
            case "connect":
                Connect(command);
                break;
            case "createStream":
                _answers.Result(command.Transaction, (double)++_streams);
                break;
            case "publish":
                await PublishAsync(command, stream, cancellation);
                break;
            case "FCPublish":
                _answers.Result(command.Transaction, null);
                _answers.FcPublishHeard(command.Transaction);
                break;
            case "FCUnpublish":
                await UnpublishAsync();
                _answers.Result(command.Transaction, null);
                break;
            case "deleteStream" when command.Arguments is [double number, ..] && number == _publishStream:
            case "closeStream" when stream == _publishStream:
                await UnpublishAsync();
                break;
            case "play" or "play2":
                _answers.Error(stream, "NetStream.Play.StreamNotFound", "This server plays nothing over RTMP: watch over HTTP.");
                break;
            case "_result" or "_error" or "onStatus" or "deleteStream" or "closeStream":
                break;
            default:
                // releaseStream, getStreamLength, _checkbw and others: nothing to do. Without a transaction no answer is expected.
                if (command.Transaction != 0)
                    _answers.Result(command.Transaction, null);
                break;
        }
    }

    private void Connect(RtmpCommand command)
    {
        var app = PublishName.Application(command.Target);
        Client = ClientName.Of(command.Target?.Text("flashVer"));
        if (!PublishName.IsApp(app))
        {
            _answers.ConnectRefused(command.Transaction, $"Unknown application. Publish to rtmp://host/{PublishName.App}.");
            Refused("unknown-app");
            return;
        }

        _app = app;
        _answers.Connected(command.Transaction);
    }

    private async ValueTask PublishAsync(RtmpCommand command, uint stream, CancellationToken cancellation)
    {
        if (_publishing is not null)
        {
            // A multitrack encoder's further tracks are refused; the first goes on.
            _answers.Error(stream, "NetStream.Publish.BadName", "A connection may publish only one stream.");
            listener.Refused("second-stream");
            return;
        }

        var key = _app is null ? null : PublishName.Key(_app, command.Text(0));
        if (key is null)
        {
            RefusePublish(stream, "no-key");
            return;
        }

        PublishAdmission admission;
        try
        {
            admission = await gate.AdmitAsync(new PublishRequest(key, peer, Client, PublishName.Session(_app!, command.Text(0))), cancellation);
        }
        catch (OperationCanceledException)
        {
            RefusePublish(stream, "no-decision", "The server could not decide in time whether the stage is free: try again. (no-decision)");
            return;
        }

        if (admission.Session is not { } session)
        {
            RefusePublish(stream, admission.Refusal ?? "refused", admission.Description);
            return;
        }

        _publishing = session;
        _publishStream = stream;
        _clock = new MediaClock();
        reader.MaxMediaLength = options.MaxMessage;
        _answers.StreamBegins(stream);
        _answers.Status(stream, "NetStream.Publish.Start", "Publishing has started.");
        listener.PublishingBegan(session.Stage);
        _dropped = session.Dropped.UnsafeRegister(static state => ((Action)state!)(), wake);
    }

    /// <summary>Tells the encoder that its key is at fault, or the reason that <paramref name="description"/> gives.</summary>
    private void RefusePublish(uint stream, string reason, string? description = null)
    {
        if (description is null)
            _answers.Error(stream, "NetStream.Publish.BadName", $"The stream was refused ({reason}). Check the stream key.");
        else
            _answers.Error(stream, "NetStream.Publish.Rejected", description);
        Refused(reason);
    }

    private void Refused(string reason)
    {
        listener.Refused(reason);
        Leaving = true;
    }

    private async ValueTask MediaAsync(RtmpMessage message)
    {
        // Media before publishing, or on another stream, is ignored.
        if (_publishing is null || message.Payload.IsEmpty || (message.StreamId != _publishStream && message.StreamId != 0))
            return;

        if (message.Type is MessageType.Audio or MessageType.Video)
        {
            if (CodecCheck.Refuse(message.Type, message.Payload.Span[0]) is { } refusal)
            {
                _answers.Error(_publishStream, "NetStream.Publish.Rejected", refusal.Description);
                Refused(refusal.Reason);
                await EndPublishingAsync();
                return;
            }

            // Sequence headers (packet type 0) often carry timestamp 0 in mid-stream, which must not move the clock.
            var time = message.Payload.Span is [_, 0, ..] ? _clock.Nearest(message.Timestamp) : _clock.Unwrap(message.Timestamp);
            _publishing.Write(new MediaMessage((MediaKind)message.Type, time, message.Payload));
        }
        else if (message.Type is MessageType.DataAmf0 or MessageType.DataAmf3)
        {
            var payload = message.Type == MessageType.DataAmf3 && message.Payload.Span[0] == 0 ? message.Payload[1..] : message.Payload;
            var data = DataFrame.Unwrap(payload);
            if (!data.IsEmpty)
                _publishing.Write(new MediaMessage(MediaKind.Data, _clock.Nearest(message.Timestamp), data));
        }
    }

    private void UserControlMessage(ReadOnlySpan<byte> payload)
    {
        // Encoders send events of their own here: unknown or short ones are ignored.
        if (payload.Length >= 6 && BinaryPrimitives.ReadUInt16BigEndian(payload) == (ushort)UserControl.PingRequest)
            writer.WriteUserControl(UserControl.PingResponse, BinaryPrimitives.ReadUInt32BigEndian(payload[2..]));
    }

    private async ValueTask UnpublishAsync()
    {
        if (_publishing is null)
            return;

        var stream = _publishStream;
        await EndPublishingAsync();
        _answers.Status(stream, "NetStream.Unpublish.Success", "Publishing has ended.");
    }

    private async ValueTask EndPublishingAsync()
    {
        if (_publishing is not { } session)
            return;

        _publishing = null;
        reader.MaxMediaLength = ChunkReader.MaxEarlyLength;
        await _dropped.DisposeAsync();
        listener.PublishingEnded(session.Stage);
        await session.DisposeAsync();
    }
}
