using Broadcast.Chat.Audience.Roster;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Tokens;

namespace Broadcast.Chat.Audience;

/// <summary>
/// Who has a room open on this node, for how long in all, and who of them is not yet among the day's people. Somebody with several tabs
/// is one. Hub calls enter and leave, the room's beat takes; one lock guards all of it and nothing waits inside.
/// </summary>
internal sealed class RoomAudience(int newAtMost, TimeProvider time)
{
    /// <summary>A node that did not run for longer counts so much: nobody knows who was still there.</summary>
    private static readonly TimeSpan LongestStep = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<ViewerId, int> _here = [];
    private readonly HashSet<ViewerId> _new = [];
    private long _steppedAt = time.GetTimestamp();
    private TimeSpan _watched;
    private TimeSpan _taken;
    private long _dropped;

    /// <summary>People here.</summary>
    public int Here
    {
        get
        {
            lock (_gate)
                return _here.Count;
        }
    }

    /// <summary>All the time for which people have been here, added up.</summary>
    public TimeSpan Watched
    {
        get
        {
            lock (_gate)
            {
                Step();
                return _watched;
            }
        }
    }

    /// <summary>People who were not counted among the day's because too many waited.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Those who are village sites.</summary>
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
            Step();
            var tabs = _here.GetValueOrDefault(viewer);
            _here[viewer] = tabs + 1;
            if (tabs == 0)
                Await(viewer);
        }
    }

    public void Leave(ViewerId viewer)
    {
        lock (_gate)
        {
            Step();
            if (--_here[viewer] == 0)
                _here.Remove(viewer);
        }
    }

    /// <summary>The time since the last call, of all people who were here in it.</summary>
    public TimeSpan TakeWatched()
    {
        lock (_gate)
        {
            Step();
            var more = _watched - _taken;
            _taken = _watched;
            return more;
        }
    }

    /// <summary>Takes some of those who are to be told; an empty list when there are none.</summary>
    public IReadOnlyList<ViewerId> TakeNew(int atMost)
    {
        lock (_gate)
        {
            List<ViewerId> taken = [.. _new.Take(atMost)];
            _new.ExceptWith(taken);
            return taken;
        }
    }

    /// <summary>They could not be told.</summary>
    public void GiveBack(IEnumerable<ViewerId> viewers)
    {
        lock (_gate)
        {
            foreach (var viewer in viewers)
                Await(viewer);
        }
    }

    /// <summary>Another day, or one that Redis has lost: everybody here is new in it.</summary>
    public void Renew()
    {
        lock (_gate)
        {
            foreach (var viewer in _here.Keys)
                Await(viewer);
        }
    }

    private void Await(ViewerId viewer)
    {
        if (_new.Count < newAtMost)
            _new.Add(viewer);
        else if (!_new.Contains(viewer))
            Interlocked.Increment(ref _dropped);
    }

    private void Step()
    {
        var now = time.GetTimestamp();
        var step = time.GetElapsedTime(_steppedAt, now);
        _steppedAt = now;
        _watched += (step < LongestStep ? step : LongestStep) * _here.Count;
    }
}
