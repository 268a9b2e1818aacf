using Broadcast.Chat.Control;
using Broadcast.Chat.Tokens;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.SignalR;

namespace Broadcast.Chat.Rooms.Live;

/// <summary>
/// A hub connection: who it is, where it sits, and whether its last frame is still in flight. One frame at most waits for a client that
/// does not read; everything behind it stays in the room's ring.
/// </summary>
internal sealed class RoomConnection(HubConnectionContext context, Caller caller, TokenBucket calls, TokenBucket excess)
{
    private readonly Lock _gate = new();
    private Task _writing = Task.CompletedTask;
    private long _writingSince;
    private Seat? _seat;
    private StageWatch? _watch;
    private bool _ended;
    private int _closed;
    private Caller _caller = caller;

    public Caller Caller => Volatile.Read(ref _caller);

    public TokenBucket Calls { get; } = calls;

    /// <summary>Calls beyond <see cref="Calls"/> that are refused; beyond these the connection is closed.</summary>
    public TokenBucket Excess { get; } = excess;

    public Seat? Seat => Volatile.Read(ref _seat);

    /// <summary>Null while it does not watch the stages.</summary>
    public StageWatch? Watch
    {
        get => Volatile.Read(ref _watch);
        set => Volatile.Write(ref _watch, value);
    }

    /// <summary>The same person with a newer token.</summary>
    public void Renew(Caller newer) => Volatile.Write(ref _caller, newer);

    /// <summary>Sits down; false when the connection has ended meanwhile.</summary>
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

    /// <summary>Stands up and returns the seat; from then on no frame of it goes out.</summary>
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

    /// <summary>Starts to write a frame and does not wait. False when the last one is in flight, or the connection sits elsewhere now.</summary>
    public bool TryWrite(Seat seat, SerializedHubMessage frame, long now)
    {
        lock (_gate)
            return _seat == seat && TryWrite(frame, now);
    }

    /// <summary>The same for a frame that belongs to no room, as long as <paramref name="watch"/> is the connection's.</summary>
    public bool TryWrite(StageWatch watch, SerializedHubMessage frame, long now)
    {
        lock (_gate)
            return !_ended && Watch == watch && TryWrite(frame, now);
    }

    /// <summary>The same for what concerns the connection itself, in a room or not.</summary>
    public bool TryTell(SerializedHubMessage message, long now)
    {
        lock (_gate)
            return !_ended && TryWrite(message, now);
    }

    /// <summary>Since when the frame in flight is, or null when none is.</summary>
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

    /// <summary>Ends the connection; the client may come back at once. False when that was done before.</summary>
    public bool Close()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 1)
            return false;

        // SignalR's own abort first waits to say goodbye, behind the write that hangs.
        context.Features.Get<IConnectionLifetimeFeature>()?.Abort();
        context.Abort();
        return true;
    }
}
