using Broadcast.Chat.Audience.Roster;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Tokens;

namespace Broadcast.Chat.Audience;

/// <summary>
/// Who has a room open on this node, how long all of them have watched, and who is not yet reported as new today. A person with several
/// tabs counts once. Hub calls enter and leave, the room's beat drains. One lock guards all state; nothing blocks while holding it.
/// </summary>
internal sealed class RoomAudience(int newAtMost, TimeProvider time)
{
    /// <summary>The most that is counted at once. When the node did not run for longer, nobody knows who was still there.</summary>
    private static readonly TimeSpan LongestStep = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<ViewerId, int> _here = [];
    private readonly HashSet<ViewerId> _new = [];
    private long _steppedAt = time.GetTimestamp();
    private TimeSpan _watched;
    private TimeSpan _drained;
    private long _dropped;

    /// <summary>People on this node.</summary>
    public int Here
    {
        get
        {
            lock (_gate)
                return _here.Count;
        }
    }

    /// <summary>Time watched on this node since it began to follow the room, summed over all people.</summary>
    public TimeSpan Watched
    {
        get
        {
            lock (_gate)
            {
                AddWatched();
                return _watched;
            }
        }
    }

    /// <summary>How often a new person was not queued because too many waited.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>The village sites among them.</summary>
    public RoomSites Sites { get; } = new(time);

    public void Enter(Caller caller)
    {
        Enter(caller.Id);
        if (SiteCard.Of(caller) is { } site)
            Sites.Enter(site);
    }

    public void Leave(Caller caller)
    {
        Leave(caller.Id);
        if (SiteCard.Of(caller) is { } site)
            Sites.Leave(site);
    }

    public void Enter(ViewerId viewer)
    {
        lock (_gate)
        {
            AddWatched();
            var tabs = _here.GetValueOrDefault(viewer);
            _here[viewer] = tabs + 1;
            if (tabs == 0)
                QueueNew(viewer);
        }
    }

    public void Leave(ViewerId viewer)
    {
        lock (_gate)
        {
            AddWatched();
            if (--_here[viewer] == 0)
                _here.Remove(viewer);
        }
    }

    /// <summary>Returns the time watched since the last call, summed over all people.</summary>
    public TimeSpan DrainWatched()
    {
        lock (_gate)
        {
            AddWatched();
            var more = _watched - _drained;
            _drained = _watched;
            return more;
        }
    }

    /// <summary>
    /// Removes and returns at most <paramref name="atMost"/> people who are still to be reported; empty when there are none.
    /// </summary>
    public IReadOnlyList<ViewerId> DrainNew(int atMost)
    {
        lock (_gate)
        {
            List<ViewerId> drained = [.. _new.Take(atMost)];
            _new.ExceptWith(drained);
            return drained;
        }
    }

    /// <summary>Queues people again whose report failed.</summary>
    public void ReturnNew(IEnumerable<ViewerId> viewers)
    {
        lock (_gate)
        {
            foreach (var viewer in viewers)
                QueueNew(viewer);
        }
    }

    /// <summary>Queues everybody here as new: another day has begun, or Redis has lost the day's numbers.</summary>
    public void RenewAll()
    {
        lock (_gate)
        {
            foreach (var viewer in _here.Keys)
                QueueNew(viewer);
        }
    }

    private void QueueNew(ViewerId viewer)
    {
        if (_new.Count < newAtMost)
            _new.Add(viewer);
        else if (!_new.Contains(viewer))
            Interlocked.Increment(ref _dropped);
    }

    private void AddWatched()
    {
        var now = time.GetTimestamp();
        var step = time.GetElapsedTime(_steppedAt, now);
        _steppedAt = now;
        _watched += (step < LongestStep ? step : LongestStep) * _here.Count;
    }
}
