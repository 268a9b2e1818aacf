using System.Text.Json;
using System.Threading.Channels;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Hosting;
using Broadcast.Chat.Quiz;
using Broadcast.Chat.Redis;
using Broadcast.Chat.Rooms.Log;
using StackExchange.Redis;

namespace Broadcast.Chat.Rooms.Live;

/// <summary>
/// Follows one room's log into a <see cref="LiveRoom"/>; its loop is that room's only writer. Notices by pub/sub are fast and may be
/// lost: a beat every second compares the log's end and reads what is missing. A log that has lost what this node knows is given a new
/// root, so that everybody resyncs.
/// </summary>
internal sealed partial class RoomTail(
    LiveRoom room, RoomLog log, KnownEnds known, RedisLink redis, RedisKeys keys, LostQuestions lost, RoomOptions options, ChatMetrics metrics,
    TimeProvider time, ILogger logger) : IDisposable
{
    private static readonly string BeatScript = RoomLog.Script<RoomTail>("Beat");
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(300);

    private readonly Channel<byte[]> _packs = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(1024) { SingleReader = true });
    private readonly WakeUp _wake = new();
    private volatile bool _beatNow;
    private bool _loaded;
    private bool _away;
    private long _beatAt;
    private long _looksBegun;
    private long _looksDone;
    private TaskCompletionSource _stepped = NewStep();
    private IReadOnlyList<QuestionOpened> _toVoid = [];

    /// <summary>Raised by the loop when the room changed; true when a control event came.</summary>
    public event Action<bool>? Changed;

    /// <summary>Raised by the loop after each look at the log.</summary>
    public event Action? Looked;

    /// <summary>Redis' clock as of the last look, Unix milliseconds: no event that this node did not know then is stamped with an earlier moment.</summary>
    public long Clock { get; private set; }

    /// <summary>Looks at the log as soon as the loop gets to it.</summary>
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
                    // Whatever it was, the log in Redis is right and this copy may not be: take it anew.
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
            if (notices is not null && redis.Connected)
                await notices.UnsubscribeAsync();
        }
    }

    /// <summary>
    /// Waits until this node can say what became of <paramref name="position"/>: it knows that much, or has looked at the log since and
    /// found that it is not there. False when it can do neither in time.
    /// </summary>
    public async Task<bool> ReachAsync(Position? position, TimeSpan patience, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        var look = Volatile.Read(ref _looksBegun) + 1;
        while (true)
        {
            var stepped = Volatile.Read(ref _stepped).Task;
            if (room.Position.Epoch.Length > 0 && (position is null || room.Knows(position) || Volatile.Read(ref _looksDone) >= look))
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
            // Runs on the client's reader: copies and leaves.
            if (!_packs.Writer.TryWrite((byte[])notice.Message!))
                metrics.PacksDropped.Add(1);
            _wake.Set();
        });
        return notices;
    }

    private async Task StepAsync()
    {
        if (!_loaded)
            await LookAsync();

        while (_packs.Reader.TryRead(out var bytes))
            await TakeAsync(JsonSerializer.Deserialize<LogPack>(bytes, ContractJson.Options)!);

        if (_beatNow || time.GetElapsedTime(_beatAt) >= options.Beat)
            await LookAsync();

        if (_toVoid.Count > 0)
        {
            await lost.VoidAsync(room.Id, _toVoid);
            _toVoid = [];
        }

        Interlocked.Exchange(ref _stepped, NewStep()).TrySetResult();
    }

    /// <summary>Compares the log with this node's copy, and makes the copy equal.</summary>
    private async Task LookAsync()
    {
        var look = Interlocked.Increment(ref _looksBegun);
        var (end, clock) = await BeatAsync();
        while (!await EqualiseAsync(end))
        {
            metrics.LogMoved.Add(1);
            (end, clock) = await BeatAsync();
        }

        Clock = clock;
        Volatile.Write(ref _looksDone, look);
        Looked?.Invoke();
    }

    private async Task<(LogEnd End, long Clock)> BeatAsync()
    {
        _beatNow = false;
        _beatAt = time.GetTimestamp();
        var likes = room.TakeLikes();
        try
        {
            var (epoch, last, reply) = await log.TellAsync(BeatScript, room.Id, [], [likes]);
            room.CountLikes((long)reply[0]);
            Changed?.Invoke(false);
            return (new LogEnd(epoch, last, (string)reply[1]!, LogPast.Parse((string)reply[2]!), (long)reply[3]), (long)reply[4]);
        }
        catch
        {
            room.GiveBackLikes(likes);
            throw;
        }
    }

    /// <summary>False when the log became another one meanwhile: it must be looked at again.</summary>
    private async Task<bool> EqualiseAsync(LogEnd end)
    {
        var here = room.Position;
        var same = here.Epoch == end.Epoch ? end.Last : end.Past.EndOf(here.Epoch);
        if (same < here.Offset || known.Miss(room.Id, end))
        {
            Lost(logger, room.Id, here.Offset, end.Last);
            await log.RenewAsync(room.Id, end.Root);
            return false;
        }

        if (!_loaded || same is null)
            return await LoadAsync(end);

        room.GoOn(end);
        if (here.Epoch != end.Epoch)
            Changed?.Invoke(true);
        return end.Last <= here.Offset || await FillAsync(here.Offset, end.Last);
    }

    private async Task TakeAsync(LogPack pack)
    {
        if (pack.Epoch != room.Position.Epoch)
            await LookAsync();

        // What an earlier epoch said was either read with the look or is lost.
        var here = room.Position;
        if (pack.Epoch == here.Epoch && (pack.From <= here.Offset || await FillAsync(here.Offset, pack.From)))
            Extend(pack.Events, pack.To);
    }

    /// <summary>False when the log became another one meanwhile.</summary>
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
            || await log.ReadAsync(room.Id, LogLane.Chat, end.Epoch, 0, end.Last, options.Ring) is not { } chat)
            return false;

        _toVoid = [.. _toVoid, .. room.Replace(end, control, chat)];
        if (_loaded)
        {
            metrics.Resyncs.Add(1);
            NewEpoch(logger, room.Id, end.Epoch);
        }

        _loaded = true;
        Changed?.Invoke(true);
        return true;
    }

    private static TaskCompletionSource NewStep() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void OnRestored(object? sender, ConnectionFailedEventArgs arguments) => Hurry();

    public void Dispose() => _wake.Dispose();

    [LoggerMessage(Level = LogLevel.Warning, Message = "Room {Room} is paused: {Reason}")]
    private static partial void Away(ILogger logger, RoomId room, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Room {Room} goes on")]
    private static partial void Back(ILogger logger, RoomId room);

    [LoggerMessage(Level = LogLevel.Error, Message = "Room {Room} could not be followed")]
    private static partial void Failed(ILogger logger, RoomId room, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The log of room {Room} has lost events: it was known up to {Known} and now ends at {Found}")]
    private static partial void Lost(ILogger logger, RoomId room, long known, long found);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The log of room {Room} began anew with epoch {Epoch}")]
    private static partial void NewEpoch(ILogger logger, RoomId room, string epoch);
}
