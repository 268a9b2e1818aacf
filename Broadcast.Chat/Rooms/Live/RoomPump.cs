using Broadcast.Chat.Contracts;
using Broadcast.Chat.Hosting;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.AspNetCore.SignalR;

namespace Broadcast.Chat.Rooms.Live;

/// <summary>
/// Writes a room's frames: one a connection and tick, serialised once, never awaited. A control event starts a sweep at once, but not
/// twice in 250 ms. A connection whose last frame is in flight is passed over and gets the rest later in one frame.
/// </summary>
internal sealed partial class RoomPump(LiveRoom room, RoomOptions options, ChatMetrics metrics, TimeProvider time, ILogger logger) : IDisposable
{
    private static readonly TimeSpan BetweenUrgent = TimeSpan.FromMilliseconds(250);

    /// <summary>A client hears something at least so often, so that silence means a dead connection.</summary>
    private static readonly TimeSpan QuietAtMost = TimeSpan.FromSeconds(5);

    /// <summary>Longer than Join itself may take.</summary>
    private static readonly TimeSpan NoAnswerAsked = TimeSpan.FromSeconds(8);

    private readonly WakeUp _urgent = new();

    /// <summary>A control event came: do not wait for the tick.</summary>
    public void Hurry() => _urgent.Set();

    public async Task RunAsync(CancellationToken stop)
    {
        var urgentAt = time.GetTimestamp() - (long)(time.TimestampFrequency * BetweenUrgent.TotalSeconds);
        try
        {
            while (!stop.IsCancellationRequested)
            {
                if (await _urgent.WaitAsync(options.Tick, stop))
                {
                    var rest = BetweenUrgent - time.GetElapsedTime(urgentAt);
                    if (rest > options.Tick)
                        rest = options.Tick;
                    if (rest > TimeSpan.Zero)
                        await Task.Delay(rest, time, stop);
                    urgentAt = time.GetTimestamp();
                }

                Sweep();
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The node is stopping.
        }
        catch (Exception exception)
        {
            Failed(logger, room.Id, exception);
            throw;
        }
    }

    private void Sweep()
    {
        var started = time.GetTimestamp();
        var (epoch, last, counts, paused) = room.Now;
        var frames = new Dictionary<long, Frame>();
        var written = 0;
        foreach (var seat in room.Seats)
        {
            if (!seat.Taken)
            {
                seat.Taken = time.GetElapsedTime(seat.Since, started) > NoAnswerAsked;
                continue;
            }

            if (seat.Connection.StuckSince is { } since)
            {
                metrics.FramesHeld.Add(1);
                if (time.GetElapsedTime(since, started) > options.SlowAfter)
                    Close(seat);
                continue;
            }

            // A client of a log that is gone gets a frame without events: it sees the epoch and joins again.
            var from = seat.Epoch == epoch ? seat.Sent : last;
            var quiet = time.GetElapsedTime(seat.CountsAt, started);
            var news = from < last || seat.Epoch != epoch || seat.Paused != paused;
            if (!news && quiet < QuietAtMost && (seat.Counts == counts || quiet < options.CountsEvery))
                continue;

            if (!frames.TryGetValue(from, out var frame))
                frames.Add(from, frame = Make(from));
            if (!seat.Connection.TryWrite(seat, frame.Message, started))
                continue;

            (seat.Epoch, seat.Sent, seat.Counts, seat.Paused, seat.CountsAt) = (frame.Batch.Epoch, frame.Batch.To, frame.Batch.Counts, frame.Batch.Paused, started);
            written++;
        }

        if (written == 0)
            return;

        metrics.Frames.Add(written);
        metrics.Sweep.Record(time.GetElapsedTime(started).TotalMilliseconds);
    }

    private Frame Make(long from)
    {
        var batch = room.Frame(from, options.ChatPerFrame);
        if (batch.Skipped > 0)
            metrics.ChatLeftOut.Add(batch.Skipped);
        return new Frame(batch, new SerializedHubMessage(new InvocationMessage(nameof(IRoomClient.Events), [batch])));
    }

    private void Close(Seat seat)
    {
        if (!seat.Connection.Close())
            return;

        metrics.SlowClosed.Add(1);
        SlowClosed(logger, seat.Connection.Caller.Id, room.Id);
    }

    public void Dispose() => _urgent.Dispose();

    private sealed record Frame(EventBatch Batch, SerializedHubMessage Message);

    [LoggerMessage(Level = LogLevel.Information, Message = "A connection of {Viewer} in room {Room} did not read and was closed")]
    private static partial void SlowClosed(ILogger logger, ViewerId viewer, RoomId room);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The pump of room {Room} ended")]
    private static partial void Failed(ILogger logger, RoomId room, Exception exception);
}
