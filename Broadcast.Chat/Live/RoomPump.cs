using System.Runtime.InteropServices;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Spine.Hosting;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace Broadcast.Chat.Live;

/// <summary>
/// Writes a room's frames: at most one per connection and tick, shared by all connections at the same offset, never awaited. A round
/// sweeps the room's rows over one tick of <see cref="PumpPace"/>, which depends on <paramref name="connections"/>, the seats in all rooms
/// of this node. A quiet room has about one round a second. A control event sweeps all rows at once, at most every 250 ms. A connection
/// whose last frame is in flight is skipped and gets the rest later in one frame.
/// </summary>
internal sealed partial class RoomPump(
    LiveRoom room, Func<int> connections, RoomOptions options, ChatMetrics metrics, TimeProvider time, ILogger logger) : IDisposable
{
    private static readonly TimeSpan BetweenUrgent = TimeSpan.FromMilliseconds(250);

    /// <summary>A quiet room has a round this often, for counts and for connections that do not read.</summary>
    private static readonly TimeSpan QuietInterval = TimeSpan.FromSeconds(1);

    /// <summary>A client gets a frame at least this often, so that silence means a dead connection.</summary>
    private static readonly TimeSpan QuietAtMost = TimeSpan.FromSeconds(5);

    /// <summary>After this time a seat gets frames even if no answer to Join was written. Longer than Join itself may take.</summary>
    private static readonly TimeSpan NoAnswerAsked = TimeSpan.FromSeconds(8);

    private static readonly TimeSpan AfterFault = TimeSpan.FromMilliseconds(500);
    private readonly LoopGuard _guard = new(logger, time);
    private readonly WakeUp _wake = new();
    private readonly PumpPace _pace = new(options);
    private readonly List<Seat> _swept = [];
    private volatile bool _urgent;
    private long _urgentAt;
    private (string Epoch, long Last, int Falls, bool Paused) _lastRound;
    private bool _behind;

    /// <summary>Wakes the pump because the room changed; a control event sweeps all rows at once.</summary>
    public void Hurry(bool control)
    {
        if (control)
            _urgent = true;
        _wake.Set();
    }

    public async Task RunAsync(CancellationToken stop)
    {
        _urgentAt = time.GetTimestamp() - (long)(time.TimestampFrequency * BetweenUrgent.TotalSeconds);
        try
        {
            while (!stop.IsCancellationRequested)
            {
                if (!_behind && !IsNews())
                    await _wake.WaitAsync(QuietInterval, stop);
                if (!await _guard.TryAsync($"A round of room {room.Id}", () => RoundAsync(stop), stop))
                    await Task.Delay(AfterFault, time, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The node is stopping.
        }
    }

    private bool IsNews()
    {
        var (epoch, last, _, falls, paused) = room.Now;
        return _lastRound != (epoch, last, falls, paused);
    }

    /// <summary>Writes one frame to each connection for which there is news, spread over a tick.</summary>
    private async Task RoundAsync(CancellationToken stop)
    {
        var tick = _pace.Tick(connections());
        var slices = PumpPace.Slices(tick, room.Seats.Count);
        var (epoch, last, _, falls, paused) = room.Now;
        var total = default(Tally);
        if (slices == 1)
            _urgent = false;
        for (var slice = 0; slice < slices; slice++)
        {
            total += Sweep(slice * SeatRows.Rows / slices, (slice + 1) * SeatRows.Rows / slices, tick);
            await RestAsync(tick / slices, tick, stop);
        }

        _lastRound = (epoch, last, falls, paused);
        _behind = total.Waiting > 0;
        _pace.RecordRound(room.Seats.Count, total.Late, total.Busy, tick);
        metrics.Tick.Record(tick.TotalMilliseconds);
    }

    /// <summary>Waits for <paramref name="rest"/>; a control event that comes meanwhile sweeps all rows.</summary>
    private async Task RestAsync(TimeSpan rest, TimeSpan tick, CancellationToken stop)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            var left = rest - time.GetElapsedTime(started);
            if (_urgent)
            {
                var since = time.GetElapsedTime(_urgentAt);
                if (since >= BetweenUrgent)
                {
                    _urgent = false;
                    _urgentAt = time.GetTimestamp();
                    Sweep(0, SeatRows.Rows, tick);
                    continue;
                }

                left = left < BetweenUrgent - since ? left : BetweenUrgent - since;
            }

            if (left <= TimeSpan.Zero)
                return;
            await _wake.WaitAsync(left, stop);
        }
    }

    private Tally Sweep(int from, int to, TimeSpan tick)
    {
        var started = time.GetTimestamp();
        var now = room.Now;
        var frames = new Dictionary<long, Frame>();
        var tally = default(Tally);
        room.Seats.Copy(from, to, _swept);
        foreach (var seat in _swept)
            tally += Serve(seat, now, frames, tick, started);

        if (tally.Written > 0)
        {
            metrics.Frames.Add(tally.Written);
            metrics.Sweep.Record(time.GetElapsedTime(started).TotalMilliseconds);
        }

        return tally with { Busy = time.GetElapsedTime(started) };
    }

    private Tally Serve(
        Seat seat, (string Epoch, long Last, RoomCounts Counts, int Falls, bool Paused) now, Dictionary<long, Frame> frames, TimeSpan tick, long started)
    {
        if (!seat.Ready)
        {
            if (time.GetElapsedTime(seat.Since, started) > NoAnswerAsked)
                seat.BeginWithoutAnswer();
            return new Tally(Waiting: 1);
        }

        if (seat.Connection.StuckSince is { } since)
        {
            var stuck = time.GetElapsedTime(since, started);
            metrics.FramesHeld.Add(1);
            if (stuck > options.SlowAfter)
                Close(seat);
            return new Tally(Waiting: 1, Late: stuck < tick * 2 ? 1 : 0);
        }

        // After a change of epoch a client gets a frame without events: it sees the new epoch and joins again.
        var from = seat.Epoch == now.Epoch ? seat.Sent : now.Last;
        var quiet = time.GetElapsedTime(seat.CountsAt, started);
        var news = from < now.Last || seat.Epoch != now.Epoch || seat.Falls != now.Falls || seat.Paused != now.Paused;
        if (!news && quiet < QuietAtMost && (seat.Counts == now.Counts || quiet < options.CountsEvery))
            return default;

        if (!frames.TryGetValue(from, out var frame))
            frames.Add(from, frame = Make(from));
        if (!seat.Connection.TryWrite(seat, frame.Message, started))
            return new Tally(Waiting: 1);

        (seat.Epoch, seat.Sent, seat.Counts, seat.Paused, seat.CountsAt) = (frame.Batch.Epoch, frame.Batch.To, frame.Batch.Counts, frame.Batch.Paused, started);
        seat.Falls = now.Falls;
        if (frame.Batch.Skipped > 0)
            metrics.ChatLeftOut.Add(frame.Batch.Skipped);
        return new Tally(Written: 1);
    }

    private Frame Make(long from)
    {
        var batch = room.Frame(from, options.ChatPerFrame);
        return new Frame(batch, new SerializedHubMessage(new InvocationMessage(nameof(IRoomClient.Events), [batch])));
    }

    private void Close(Seat seat)
    {
        if (!seat.Connection.Close())
            return;

        metrics.SlowClosed.Add(1);
        SlowClosed(logger, seat.Connection.Caller.Id, room.Id);
    }

    public void Dispose() => _wake.Dispose();

    private sealed record Frame(EventBatch Batch, SerializedHubMessage Message);

    /// <summary>
    /// What a sweep did: frames written, seats that still wait, seats among them whose write began less than two ticks ago, and the time
    /// spent.
    /// </summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Tally(int Written = 0, int Waiting = 0, int Late = 0, TimeSpan Busy = default)
    {
        public static Tally operator +(Tally a, Tally b) => new(a.Written + b.Written, a.Waiting + b.Waiting, a.Late + b.Late, a.Busy + b.Busy);
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Closed a connection of {Viewer} in room {Room}: it did not read for Rooms:SlowAfter. Its client may resume")]
    private static partial void SlowClosed(ILogger logger, ViewerId viewer, RoomId room);
}
