namespace Broadcast.Chat.Outcomes;

/// <summary>A subject with outcomes that wait: only their ids are held. Guarded by its queue.</summary>
internal sealed class OutcomeSubject(string name)
{
    /// <summary>A rest doubles with each failure, up to this many first ones.</summary>
    private const int MostRests = 12;

    /// <summary>In the order of the stream, also when a server with another clock wrote them after a failover.</summary>
    private readonly SortedSet<OutcomeId> _waiting = new(OutcomeId.Order);
    private int _failures;

    public string Name => name;

    /// <summary>True while its first outcome is in the hands of a handler.</summary>
    public bool InWork { get; private set; }

    /// <summary>True when the handler failed last.</summary>
    public bool Failed => _failures > 0;

    public bool Waits => _waiting.Count > 0;

    /// <summary>Adds an id that was read in the stream. One that is known already changes nothing.</summary>
    public void Add(OutcomeId id) => _waiting.Add(id);

    public OutcomeId Begin()
    {
        InWork = true;
        return _waiting.Min;
    }

    public void Keep(OutcomeId id)
    {
        (InWork, _failures) = (false, 0);
        _waiting.Remove(id);
    }

    /// <summary>The rest before it is handed out again.</summary>
    public TimeSpan Fail(TimeSpan retry)
    {
        InWork = false;
        return retry * Math.Min(1 << Math.Min(_failures++, 4), MostRests);
    }

    public void Forget() => _waiting.Clear();
}
