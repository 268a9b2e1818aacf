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
/// lost: a beat every second compares the log's end and reads what is missing. When Redis comes back, the log is taken up where it was,
/// or as a new one if its end was lost.
/// </summary>
internal sealed partial class RoomTail(
    LiveRoom room, RoomLog log, RedisLink redis, RedisKeys keys, NodeName node, LostQuestions lost, RoomOptions options, ChatMetrics metrics,
    TimeProvider time, ILogger logger) : IDisposable
{
    private static readonly string BeatScript = RoomLog.Script<RoomTail>("Beat");
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(300);

    private readonly Channel<byte[]> _packs = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(1024) { SingleReader = true });
    private readonly WakeUp _wake = new();
    private volatile bool _doubt = true;
    private volatile bool _beatNow;
    private bool _loaded;
    private bool _away;
    private long _beatAt;
    private IReadOnlyList<QuestionOpened> _toVoid = [];

    /// <summary>Raised by the loop when the room changed; true when a control event came.</summary>
    public event Action<bool>? Changed;

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
                    _away = _doubt = true;
                    room.Pause();
                    Changed?.Invoke(false);
                    await Task.Delay(Retry, time, stop);
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
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

    /// <summary>Waits until this node's copy reaches <paramref name="position"/>, or its epoch is seen to be another. False when it does neither in time.</summary>
    public async Task<bool> ReachAsync(Position? position, TimeSpan patience, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            var here = room.Position;
            if (here.Epoch.Length > 0 && (position is null || here.Epoch != position.Epoch || here.Offset >= position.Offset))
                return true;
            if (time.GetElapsedTime(started) > patience)
                return false;

            _beatNow = true;
            _wake.Set();
            await Task.Delay(TimeSpan.FromMilliseconds(20), time, cancellation);
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
        if (_doubt)
        {
            _doubt = false;
            if (_loaded && !await StillTrueAsync())
                await log.RenewAsync(room.Id, room.Position.Epoch);
            _beatNow = true;
        }

        if (!_loaded)
            await LoadAsync(await BeatAsync());

        while (_packs.Reader.TryRead(out var bytes))
            await TakeAsync(JsonSerializer.Deserialize<LogPack>(bytes, ContractJson.Options)!);

        if (_beatNow || time.GetElapsedTime(_beatAt) >= options.Beat)
            await CompareAsync(await BeatAsync());

        if (_toVoid.Count > 0)
        {
            await lost.VoidAsync(room.Id, _toVoid);
            _toVoid = [];
        }
    }

    /// <summary>After an interruption: whether the entry at this node's end is still the one that it knows. Absent is no proof: it may be trimmed.</summary>
    private async Task<bool> StillTrueAsync()
    {
        if (room.Newest is not { } newest)
            return true;

        foreach (var lane in (string[])[LogLane.Control, LogLane.Chat])
        {
            if (await log.ReadAsync(room.Id, lane, newest.Offset - 1, newest.Offset, 1) is [var found] && (found.At != newest.At || found.Type != newest.Type))
                return false;
        }

        return true;
    }

    private async Task<(string Epoch, long Last)> BeatAsync()
    {
        _beatNow = false;
        _beatAt = time.GetTimestamp();
        var likes = room.TakeLikes();
        try
        {
            var reply = (RedisResult[])(await log.RunAsync(
                BeatScript,
                room.Id,
                [keys.Room(room.Id, "audience")],
                [node.Value, room.Present, (long)options.BeatLifetime.TotalMilliseconds, likes]))!;
            room.Count((long)reply[2], (long)reply[3]);
            Changed?.Invoke(false);
            return ((string)reply[0]!, (long)reply[1]);
        }
        catch
        {
            room.GiveBackLikes(likes);
            throw;
        }
    }

    private async Task CompareAsync((string Epoch, long Last) end)
    {
        var here = room.Position;
        if (end.Epoch != here.Epoch)
        {
            await LoadAsync(end);
        }
        else if (end.Last < here.Offset)
        {
            WentBack(logger, room.Id, here.Offset, end.Last);
            await log.RenewAsync(room.Id, here.Epoch);
            await LoadAsync(await BeatAsync());
        }
        else if (end.Last > here.Offset)
        {
            await FillAsync(here.Offset, end.Last);
        }
    }

    private async Task TakeAsync(LogPack pack)
    {
        var here = room.Position;
        if (pack.Epoch != here.Epoch)
        {
            _loaded = false;
            await LoadAsync(await BeatAsync());
            return;
        }

        if (pack.From > here.Offset)
            await FillAsync(here.Offset, pack.From);
        Extend(pack.Events, pack.To);
    }

    private async Task FillAsync(long after, long to)
    {
        metrics.GapsFilled.Add(1);
        var control = await log.ReadAsync(room.Id, LogLane.Control, after, to, options.ControlLength);
        var chat = await log.ReadAsync(room.Id, LogLane.Chat, after, to, options.Ring);
        Extend(control.Concat(chat).OrderBy(item => item.Offset), to);
    }

    private void Extend(IEnumerable<RoomEvent> events, long to) => Changed?.Invoke(room.Extend(events, to));

    private async Task LoadAsync((string Epoch, long Last) end)
    {
        var control = await log.ReadAsync(room.Id, LogLane.Control, 0, end.Last, options.ControlLength);
        var chat = await log.ReadAsync(room.Id, LogLane.Chat, 0, end.Last, options.Ring);
        _toVoid = [.. _toVoid, .. room.Replace(end.Epoch, end.Last, control, chat)];
        if (_loaded)
        {
            metrics.Resyncs.Add(1);
            NewEpoch(logger, room.Id, end.Epoch);
        }

        _loaded = true;
        Changed?.Invoke(true);
    }

    private void OnRestored(object? sender, ConnectionFailedEventArgs arguments)
    {
        _doubt = true;
        _wake.Set();
    }

    public void Dispose() => _wake.Dispose();

    [LoggerMessage(Level = LogLevel.Warning, Message = "Room {Room} is paused: {Reason}")]
    private static partial void Away(ILogger logger, RoomId room, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Room {Room} goes on")]
    private static partial void Back(ILogger logger, RoomId room);

    [LoggerMessage(Level = LogLevel.Error, Message = "Room {Room} could not be followed")]
    private static partial void Failed(ILogger logger, RoomId room, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The log of room {Room} went back from {Known} to {Found}")]
    private static partial void WentBack(ILogger logger, RoomId room, long known, long found);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The log of room {Room} began anew with epoch {Epoch}")]
    private static partial void NewEpoch(ILogger logger, RoomId room, string epoch);
}
