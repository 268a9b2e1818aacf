using Broadcast.Chat.Contracts;
using Broadcast.Chat.Redis;
using Broadcast.Chat.Rooms.Live;

namespace Broadcast.Chat.Audience;

/// <summary>
/// A room's audience heartbeat on this node: says once a beat how many people are here and reads how many there are in all; looks at once
/// when another node's time is up. Its loop is the only writer of the room's viewers. Ends with a word to the others.
/// </summary>
internal sealed partial class AudienceBeat(LiveRoom room, AudienceStore store, TimeProvider time, ILogger logger)
{
    /// <summary>People that one command counts.</summary>
    private const int Batch = 500;

    /// <summary>The others' time is up when it is over for certain.</summary>
    private static readonly TimeSpan JustAfter = TimeSpan.FromMilliseconds(20);

    /// <summary>Of late beats: one may come of a slow start, and the next of a silence.</summary>
    private const int HeldInARow = 2;

    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    private DateTimeOffset? _redisTime;
    private long _heardAt;
    private long _heldUntil;
    private int _late;
    private IReadOnlyList<string> _nodes = [];
    private long _viewers;
    private AudienceDay _day;
    private string _dayName = "";
    private TimeSpan _watched;
    private long _toldAt = time.GetTimestamp();
    private bool _away;

    /// <summary>Raised by the loop when the number of viewers changed.</summary>
    public event Action? Changed;

    /// <summary>Raised by the loop when nodes are missing; says how many.</summary>
    public event Action<int>? Lost;

    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            while (!stop.IsCancellationRequested)
                await Task.Delay(await StepAsync(), time, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The node is stopping.
        }

        await EndAsync();
    }

    /// <summary>One beat; returns how long to rest.</summary>
    private async Task<TimeSpan> StepAsync()
    {
        try
        {
            var rest = await BeatAsync();
            if (time.GetElapsedTime(_toldAt) >= store.Options.UniquesEvery)
                await TellNewAsync();
            _away = false;
            return rest;
        }
        catch (Exception exception) when (RedisAway.Is(exception))
        {
            if (!_away)
                Away(logger, room.Id, exception.Message);
            _away = true;
        }
        catch (Exception exception)
        {
            // One beat that fails must not be the last: what it did not say, the next one says.
            Failed(logger, room.Id, exception);
        }

        return store.Options.Beat;
    }

    private async Task<TimeSpan> BeatAsync()
    {
        var now = _redisTime is { } known ? known + time.GetElapsedTime(_heardAt) : (DateTimeOffset?)null;
        var (day, hour) = AudienceDay.Of(now ?? time.GetUtcNow(), store.Zone);
        var watched = room.Audience.TakeWatched();
        (_day, _watched) = (day, day == _day ? _watched + watched : watched);

        var reply = await store.BeatAsync(room.Id, room.Audience.Here, _watched, day, hour, now);
        // Who hears nothing for so long cannot tell whether the others were silent, or Redis: a lower number waits until they could speak.
        // Not for ever: where every beat is late, numbers must fall all the same.
        _late = time.GetElapsedTime(_heardAt) > store.Options.Lifetime / 2 ? _late + 1 : 0;
        if (_late is > 0 and <= HeldInARow)
            _heldUntil = time.GetTimestamp() + (long)(store.Options.Beat.TotalSeconds * 2 * time.TimestampFrequency);
        (_redisTime, _heardAt) = (reply.Now, time.GetTimestamp());
        if (reply.Day != _dayName)
            room.Audience.Renew();
        _dayName = reply.Day;
        Take(reply);

        var next = reply.Next + JustAfter;
        return next < store.Options.Beat ? next.Value : store.Options.Beat;
    }

    private void Take(AudienceBeatReply reply)
    {
        if (reply.Viewers < _viewers && _heardAt < _heldUntil)
            return;

        var lost = _nodes.Except(reply.Nodes, StringComparer.Ordinal).Count();
        if (lost > 0)
            Lost?.Invoke(lost);
        _nodes = reply.Nodes;
        _viewers = reply.Viewers;
        if (room.CountViewers(reply.Viewers, fell: lost > 0))
            Changed?.Invoke();
    }

    private async Task TellNewAsync()
    {
        while (room.Audience.TakeNew(Batch) is { Count: > 0 } people)
        {
            try
            {
                await store.AddAsync(room.Id, _day, people);
            }
            catch
            {
                room.Audience.GiveBack(people);
                throw;
            }
        }

        _toldAt = time.GetTimestamp();
    }

    private async Task EndAsync()
    {
        try
        {
            using var patience = new CancellationTokenSource(Farewell, time);
            await TellNewAsync().WaitAsync(patience.Token);
            await store.EndAsync(room.Id).WaitAsync(patience.Token);
        }
        catch (Exception exception) when (RedisAway.Is(exception) || exception is OperationCanceledException)
        {
            // Then the others see it by its silence.
            Away(logger, room.Id, exception.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The audience of room {Room} is not counted: {Reason}")]
    private static partial void Away(ILogger logger, RoomId room, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "A beat of the audience of room {Room} failed")]
    private static partial void Failed(ILogger logger, RoomId room, Exception exception);
}
