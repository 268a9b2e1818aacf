using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Redis;

namespace Broadcast.Chat.Audience;

/// <summary>
/// A room's audience heartbeat on this node: each beat writes how many people are here and reads how many there are on all nodes. A beat
/// comes early when another node may expire. Its loop is the only writer of the room's viewers. At the end it removes this node's people.
/// </summary>
/// <param name="room">The room.</param>
/// <param name="audience">Who is here on this node.</param>
/// <param name="count">Receives the viewers of all nodes and whether a node has dropped out; returns true when the number is new.</param>
/// <param name="store">The room's audience over all nodes.</param>
/// <param name="time">This node's clock.</param>
/// <param name="logger">Logs beats that fail.</param>
internal sealed partial class AudienceBeat(
    RoomId room, RoomAudience audience, Func<long, bool, bool> count, AudienceStore store, TimeProvider time, ILogger logger)
{
    /// <summary>The most people that one command adds to the day's.</summary>
    private const int Batch = 500;

    /// <summary>Added to another node's expiry, so that it has certainly expired when the next beat comes.</summary>
    private static readonly TimeSpan JustAfter = TimeSpan.FromMilliseconds(20);

    /// <summary>Late replies in a row that hold back a lower number: a slow start may cause one, and a silence of Redis the next.</summary>
    private const int HeldInARow = 2;

    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    private long _heardAt = time.GetTimestamp();
    private long _heldUntil;
    private int _late;
    private IReadOnlyList<string> _nodes = [];
    private long _viewers;
    private AudienceDay _day;
    private string _dayName = "";
    private TimeSpan _watched;
    private long _sentAt = time.GetTimestamp();
    private bool _away;

    /// <summary>Raised by the loop when the number of viewers changed.</summary>
    public event Action? Changed;

    /// <summary>Raised by the loop when nodes have dropped out, with their number.</summary>
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
            if (time.GetElapsedTime(_sentAt) >= store.Options.UniquesEvery)
                await SendNewAsync();
            _away = false;
            return rest;
        }
        catch (Exception exception) when (RedisAway.Is(exception))
        {
            if (!_away)
                Away(logger, room, exception.Message);
            _away = true;
        }
        catch (Exception exception)
        {
            // A beat that fails must not be the last: the next one writes what this one did not.
            Failed(logger, room, exception);
        }

        return store.Options.Beat;
    }

    private async Task<TimeSpan> BeatAsync()
    {
        var (day, hour) = AudienceDay.Of(time.GetUtcNow(), store.Zone);
        var watched = audience.DrainWatched();
        (_day, _watched) = (day, day == _day ? _watched + watched : watched);

        var reply = await store.BeatAsync(room, audience.Here, _watched, day, hour);
        // After a late reply this node cannot tell whether the other nodes were silent or Redis: a lower number is held back for
        // as long as a node may be silent, in which the others can report. Only a few times in a row: where every reply is late, numbers must
        // still fall.
        _late = time.GetElapsedTime(_heardAt) > store.Options.Lifetime / 2 ? _late + 1 : 0;
        if (_late is > 0 and <= HeldInARow)
            _heldUntil = time.GetTimestamp() + (long)(store.Options.Lifetime.TotalSeconds * time.TimestampFrequency);
        _heardAt = time.GetTimestamp();
        if (reply.Day != _dayName)
            audience.RenewAll();
        _dayName = reply.Day;
        Apply(reply);

        var next = reply.Next + JustAfter;
        return next < store.Options.Beat ? next.Value : store.Options.Beat;
    }

    private void Apply(AudienceBeatReply reply)
    {
        if (reply.Viewers < _viewers && _heardAt < _heldUntil)
            return;

        var lost = _nodes.Except(reply.Nodes, StringComparer.Ordinal).Count();
        if (lost > 0)
            Lost?.Invoke(lost);
        _nodes = reply.Nodes;
        _viewers = reply.Viewers;
        if (count(reply.Viewers, lost > 0))
            Changed?.Invoke();
    }

    private async Task SendNewAsync()
    {
        while (audience.DrainNew(Batch) is { Count: > 0 } people)
        {
            try
            {
                await store.AddAsync(room, _day, people);
            }
            catch
            {
                audience.ReturnNew(people);
                throw;
            }
        }

        _sentAt = time.GetTimestamp();
    }

    private async Task EndAsync()
    {
        try
        {
            using var patience = new CancellationTokenSource(Farewell, time);
            await SendNewAsync().WaitAsync(patience.Token);
            await store.EndAsync(room).WaitAsync(patience.Token);
        }
        catch (Exception exception) when (RedisAway.Is(exception) || exception is OperationCanceledException)
        {
            // The other nodes drop this one when its lifetime ends.
            Away(logger, room, exception.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The audience of room {Room} is not counted because Redis is away: {Reason}")]
    private static partial void Away(ILogger logger, RoomId room, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "An audience beat of room {Room} failed; the next beat makes up for it")]
    private static partial void Failed(ILogger logger, RoomId room, Exception exception);
}
