using System.Net;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Spine.Pace;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.SignalR;

namespace Broadcast.Chat.Live;

/// <summary>
/// A hub connection: its caller, its seat, and whether its last frame is still in flight. At most one frame waits for a client that does
/// not read; all later events stay in the room's ring.
/// </summary>
internal sealed class RoomConnection(HubConnectionContext context, Caller caller, IPAddress address, TokenBucket calls, TokenBucket excess, TokenBucket joins)
{
    private const string Packed = "messagepack";

    /// <summary>Nothing, in each protocol: to write it means to wait until what comes before it is written.</summary>
    private static readonly SerializedHubMessage Nothing = new([new SerializedMessage("json", default), new SerializedMessage(Packed, default)]);

    private readonly Lock _gate = new();
    private Task _writing = Task.CompletedTask;
    private long _writingSince;
    private Seat? _seat;
    private StageWatch? _watch;
    private bool _ended;
    private int _closed;
    private Caller _caller = caller;

    public string Id => context.ConnectionId;

    public Caller Caller => Volatile.Read(ref _caller);

    /// <summary>The client's address, by which limits count: of IPv6 the /64.</summary>
    public IPAddress Address { get; } = address;

    public TokenBucket Calls { get; } = calls;

    /// <summary>Calls beyond <see cref="Calls"/> that are refused; when these are used up too, the connection is closed.</summary>
    public TokenBucket Excess { get; } = excess;

    /// <summary>Events that joins of this connection may still ask for; see <see cref="JoinBudget"/>.</summary>
    public TokenBucket Joins { get; } = joins;

    public Seat? Seat => Volatile.Read(ref _seat);

    /// <summary>Null while the connection does not watch the stages.</summary>
    public StageWatch? Watch
    {
        get => Volatile.Read(ref _watch);
        set => Volatile.Write(ref _watch, value);
    }

    /// <summary>Replaces the caller by the same person with a newer token.</summary>
    public void Renew(Caller newer) => Volatile.Write(ref _caller, newer);

    /// <summary>Sets the connection's seat. False when the connection has ended.</summary>
    public bool Sit(Seat seat)
    {
        lock (_gate)
        {
            if (_ended)
                return false;

            _seat = seat;
            return true;
        }
    }

    /// <summary>Clears and returns the seat; from then on no frame for that seat goes out.</summary>
    /// <param name="forGood">True when the connection has ended.</param>
    public Seat? Stand(bool forGood)
    {
        lock (_gate)
        {
            var before = _seat;
            _seat = null;
            _ended |= forGood;
            return before;
        }
    }

    /// <summary>Starts to write a frame and does not wait. False when the last frame is in flight, or the seat has changed.</summary>
    public bool TryWrite(Seat seat, SerializedHubMessage frame, long now)
    {
        lock (_gate)
            return _seat == seat && TryWrite(frame, now);
    }

    /// <summary>The same for a frame of no room. False also when <paramref name="watch"/> is not the connection's watch any more.</summary>
    public bool TryWrite(StageWatch watch, SerializedHubMessage frame, long now)
    {
        lock (_gate)
            return !_ended && Watch == watch && TryWrite(frame, now);
    }

    /// <summary>The same for a message about the connection itself, in a room or not. False also when the connection has ended.</summary>
    public bool TrySend(SerializedHubMessage message, long now)
    {
        lock (_gate)
            return !_ended && TryWrite(message, now);
    }

    /// <summary>Completes when what SignalR writes to the connection now is written, or the connection has ended.</summary>
    public Task WrittenAsync() => context.WriteAsync(Nothing, CancellationToken.None).AsTask();

    /// <summary>The size of these events as this connection is sent them.</summary>
    public long BytesOf(IReadOnlyList<RoomEvent> events)
    {
        var packed = context.Protocol.Name == Packed;
        var bytes = 0L;
        foreach (var item in events)
            bytes += (packed ? item.Pack() : item.Json()).Length + 1;
        return bytes;
    }

    /// <summary>When the frame in flight was started, a timestamp of the clock; null when none is in flight.</summary>
    public long? StuckSince
    {
        get
        {
            lock (_gate)
                return _writing.IsCompleted ? null : _writingSince;
        }
    }

    private bool TryWrite(SerializedHubMessage frame, long now)
    {
        if (!_writing.IsCompleted)
            return false;

        var write = context.WriteAsync(frame, CancellationToken.None);
        if (!write.IsCompletedSuccessfully)
        {
            _writing = write.AsTask();
            _writingSince = now;
        }

        return true;
    }

    /// <summary>Cuts the connection; the client may come back at once. False when it was closed before.</summary>
    public bool Close()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 1)
            return false;

        // SignalR's own abort first waits to send a close message, behind the write that hangs.
        context.Features.Get<IConnectionLifetimeFeature>()?.Abort();
        context.Abort();
        return true;
    }
}
