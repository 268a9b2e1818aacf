namespace Broadcast.Chat.Outcomes;

/// <summary>A subject whose outcomes are being handed out, or rest after a failure. Guarded by its lane.</summary>
internal sealed class OutcomeSubject
{
    /// <summary>A rest doubles with each failure, up to this many first ones.</summary>
    private const int MostRests = 12;

    private int _failures;
    private long _failedAt;
    private TimeSpan _rest;

    public bool Running { get; private set; }

    /// <summary>True when further entries were read while it was in work.</summary>
    public bool Passed { get; set; }

    /// <summary>True when it has rested, and its entries are looked for.</summary>
    public bool Sought { get; set; }

    public bool MayBegin(TimeProvider time) => !Running && time.GetElapsedTime(_failedAt) >= _rest;

    public void Begin() => (Running, Passed, Sought) = (true, false, false);

    public void Rest(TimeProvider time, TimeSpan retry)
    {
        (Running, _failedAt) = (false, time.GetTimestamp());
        _rest = retry * Math.Min(1 << Math.Min(_failures++, 4), MostRests);
    }
}
