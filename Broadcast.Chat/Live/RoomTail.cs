using System.Text.Json;
using System.Threading.Channels;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Redis;
using Broadcast.Chat.Windows;
using StackExchange.Redis;

namespace Broadcast.Chat.Live;

/// <summary>
/// Copies one room's log into a <see cref="LiveRoom"/>; its loop is the only writer of that room's log part. Pub/sub notices are fast but
/// may be lost, so every second the loop compares the log's end and reads what is missing. A log that has lost events known here gets a
/// new root, so that every client resyncs.
/// </summary>
internal sealed partial class RoomTail(
    LiveRoom room, RoomLog log, KnownEnds known, RedisLink redis, RedisKeys keys, LostWindows lost, StandingFacts standing, RoomOptions options, ChatMetrics metrics,
    TimeProvider time, ILogger logger) : IDisposable
{
    private static readonly RedisScript BeatScript = RoomLog.Script<RoomTail>(["Beat"], keys: ["lastingKeys..."], arguments: ["newLikes"]);
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(300);

    private readonly Channel<byte[]> _packs = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(1024) { SingleReader = true });
    private readonly WakeUp _wake = new();
    private readonly RoomLosses _losses = new(room.Id, lost, options.Beat, time, logger);
    private volatile bool _beatNow;
    private bool _loaded;
    private bool _restored;
    private bool _away;
    private long _beatAt;
    private long _refreshesBegun;
    private long _refreshesDone;
    private TaskCompletionSource _stepped = NewStep();

    /// <summary>Raised by the loop when the room changed; the argument is true when a control event came.</summary>
    public event Action<bool>? Changed;

    /// <summary>Raised by the loop after each comparison with the log in Redis.</summary>
    public event Action? Refreshed;

    /// <summary>The slot's time at the last comparison, Unix milliseconds. Events unknown here then never get an earlier time.</summary>
    public long Clock { get; private set; }

    /// <summary>Makes the loop compare with the log as soon as it can.</summary>
    public void Hurry()
    {
        _beatNow = true;
        _wake.Set();
    }

    public async Task RunAsync(CancellationToken stop)
    {
        ChannelMessageQueue? notices = null;
        redis.Restored += OnRestored;
        try
        {
            while (!stop.IsCancellationRequested)
            {
                try
                {
                    notices ??= await SubscribeAsync();
                    await StepAsync();
                    if (_away)
                        Back(logger, room.Id);
                    _away = false;
                    await _wake.WaitAsync(options.Beat - time.GetElapsedTime(_beatAt), stop);
                }
                catch (Exception exception) when (RedisAway.Is(exception) && !stop.IsCancellationRequested)
                {
                    if (!_away)
                        Away(logger, room.Id, exception.Message);
                    _away = true;
                    room.Pause();
                    Changed?.Invoke(false);
                    await Task.Delay(Retry, time, stop);
                }
                catch (Exception exception) when (exception is not OperationCanceledException || !stop.IsCancellationRequested)
                {
                    // Whatever failed, the log in Redis is right and this copy may be wrong: load it again.
                    Failed(logger, room.Id, exception);
                    _loaded = false;
                    await Task.Delay(Retry, time, stop);
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The node is stopping.
        }
        finally
        {
            redis.Restored -= OnRestored;
            await _losses.EndAsync();
            if (notices is not null && redis.Connected)
                await notices.UnsubscribeAsync();
        }
    }

    /// <summary>
    /// Waits until this node can judge <paramref name="position"/>: it knows the log that far, or has compared with Redis since the call.
    /// False when neither happens within <paramref name="patience"/>.
    /// </summary>
    public async Task<bool> ReachAsync(Position? position, TimeSpan patience, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        var next = Volatile.Read(ref _refreshesBegun) + 1;
        while (true)
        {
            var stepped = Volatile.Read(ref _stepped).Task;
            if (room.Position.Epoch.Length > 0 && (position is null || room.Knows(position) || Volatile.Read(ref _refreshesDone) >= next))
                return true;

            var left = patience - time.GetElapsedTime(started);
            if (left <= TimeSpan.Zero)
                return false;

            Hurry();
            await Task.WhenAny(stepped, Task.Delay(left, time, cancellation));
            cancellation.ThrowIfCancellationRequested();
        }
    }

    private async Task<ChannelMessageQueue> SubscribeAsync()
    {
        var notices = await redis.Subscriber.SubscribeAsync(keys.RoomChannel(room.Id, RoomLog.Topic));
        notices.OnMessage(notice =>
        {
            // Runs on the Redis client's reader, so it only queues the notice.
            if (!_packs.Writer.TryWrite((byte[])notice.Message!))
                metrics.PacksDropped.Add(1);
            _wake.Set();
        });
        return notices;
    }

    private async Task StepAsync()
    {
        if (!_loaded)
            await RefreshAsync();

        while (_packs.Reader.TryRead(out var bytes))
            await ApplyAsync(JsonSerializer.Deserialize<LogPack>(bytes, ContractJson.Options)!);

        if (_beatNow || time.GetElapsedTime(_beatAt) >= options.Beat)
        {
            await RefreshAsync();
            await standing.RestoreAsync(room, loaded: !_restored);
            _restored = true;
        }

        _losses.Look();
        Interlocked.Exchange(ref _stepped, NewStep()).TrySetResult();
    }

    /// <summary>Compares this node's copy with the log in Redis and brings it up to date.</summary>
    private async Task RefreshAsync()
    {
        var refresh = Interlocked.Increment(ref _refreshesBegun);
        var seen = known.NewestOf(room.Id);
        var (end, clock) = await BeatAsync();
        while (!await EqualiseAsync(end, seen))
        {
            metrics.LogMoved.Add(1);
            seen = known.NewestOf(room.Id);
            (end, clock) = await BeatAsync();
        }

        Clock = clock;
        Volatile.Write(ref _refreshesDone, refresh);
        Refreshed?.Invoke();
    }

    private async Task<(LogEnd End, long Clock)> BeatAsync()
    {
        _beatNow = false;
        _beatAt = time.GetTimestamp();
        var likes = room.DrainLikes();
        try
        {
            var (epoch, last, reply) = await log.RunWithEndAsync(BeatScript, room.Id, [], [("newLikes", likes)], LastingKeys.Of(room, keys));
            room.CountLikes((long)reply[0]);
            Changed?.Invoke(false);
            return (new LogEnd(epoch, last, (string)reply[1]!, PastEpochs.Parse((string)reply[2]!), (long)reply[3]), (long)reply[4]);
        }
        catch
        {
            room.GiveBackLikes(likes);
            throw;
        }
    }

    /// <summary>Brings the copy up to <paramref name="end"/>. False when the log was replaced meanwhile: compare again.</summary>
    private async Task<bool> EqualiseAsync(LogEnd end, (string Root, string Epoch)? seen)
    {
        var here = room.Position;
        var same = here.Epoch == end.Epoch ? end.Last : end.PastEpochs.EndOf(here.Epoch);
        if (same < here.Offset || known.ShowLoss(room.Id, end, seen))
        {
            Lost(logger, room.Id, here.Offset, end.Last);
            await log.RenewAsync(room.Id, end.Root, same < here.Offset ? here.Epoch : "");
            return false;
        }

        if (!_loaded || same is null)
            return await LoadAsync(end);

        room.AdoptEpoch(end);
        if (here.Epoch != end.Epoch)
            Changed?.Invoke(true);
        return end.Last <= here.Offset || await FillAsync(here.Offset, end.Last);
    }

    private async Task ApplyAsync(LogPack pack)
    {
        if (pack.Epoch != room.Position.Epoch)
            await RefreshAsync();

        // Events of an earlier epoch were either read by the refresh or are lost.
        var here = room.Position;
        if (pack.Epoch == here.Epoch && (pack.From <= here.Offset || await FillAsync(here.Offset, pack.From)))
            Extend(pack.Events, pack.To);
    }

    /// <summary>Reads the missing events from Redis. False when the log was replaced meanwhile.</summary>
    private async Task<bool> FillAsync(long after, long to)
    {
        metrics.GapsFilled.Add(1);
        var epoch = room.Position.Epoch;
        if (await log.ReadAsync(room.Id, LogLane.Control, epoch, after, to, RoomLog.All) is not { } control
            || await log.ReadAsync(room.Id, LogLane.Chat, epoch, after, to, options.Ring) is not { } chat)
        {
            _beatNow = true;
            return false;
        }

        Extend(control.Concat(chat).OrderBy(item => item.Offset), to);
        return true;
    }

    private void Extend(IEnumerable<RoomEvent> events, long to) => Changed?.Invoke(room.Extend(events, to));

    /// <inheritdoc cref="EqualiseAsync"/>
    private async Task<bool> LoadAsync(LogEnd end)
    {
        if (await log.ReadAsync(room.Id, LogLane.Control, end.Epoch, 0, end.Last, RoomLog.All) is not { } control
            || await log.ReadAsync(room.Id, LogLane.Chat, end.Epoch, 0, end.Last, options.Ring) is not { } chat
            || await log.ReadShownAsync(room.Id, end.Epoch, end.Last) is not { } shown)
            return false;

        _losses.Add(room.Replace(end, shown, control, chat));
        if (_loaded)
        {
            metrics.Resyncs.Add(1);
            NewEpoch(logger, room.Id, end.Epoch);
        }

        (_loaded, _restored) = (true, false);
        Changed?.Invoke(true);
        return true;
    }

    private static TaskCompletionSource NewStep() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void OnRestored(object? sender, ConnectionFailedEventArgs arguments) => Hurry();

    public void Dispose() => _wake.Dispose();

    [LoggerMessage(Level = LogLevel.Warning, Message = "Room {Room} is paused until Redis answers again: {Reason}")]
    private static partial void Away(ILogger logger, RoomId room, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Room {Room} is no longer paused: Redis answers again")]
    private static partial void Back(ILogger logger, RoomId room);

    [LoggerMessage(Level = LogLevel.Error, Message = "Following the log of room {Room} failed; it is loaded again")]
    private static partial void Failed(ILogger logger, RoomId room, Exception exception);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The log of room {Room} has lost events: it was known up to {Known} and now ends at {Found}. Every client resyncs")]
    private static partial void Lost(ILogger logger, RoomId room, long known, long found);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The log of room {Room} was replaced; the new epoch is {Epoch}")]
    private static partial void NewEpoch(ILogger logger, RoomId room, string epoch);
}
