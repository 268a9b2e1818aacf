namespace Broadcast.Ingest.Inputs.Order;

/// <summary>One place in a stage's order: what fills it now, and since when it delivers. Its <see cref="Sources.StageSource"/> guards what changes.</summary>
internal sealed class StageInput(int number, InputOptions options)
{
    private volatile InputFeed? _feed;
    private volatile string? _fault;
    private volatile bool _fetching;
    private long _starts;
    private long _standbyDropped;

    /// <summary>Its place, from 0: the primary.</summary>
    public int Number { get; } = number;

    public InputOptions Options { get; } = options;

    public InputKind Kind { get; } = options.KindOf();

    /// <summary>What comes in now; null while nothing does.</summary>
    public InputFeed? Feed
    {
        get => _feed;
        set => _feed = value;
    }

    /// <summary>A process fetches it, or listens for it.</summary>
    public bool Fetching
    {
        get => _fetching;
        set => _fetching = value;
    }

    /// <summary>Why it does not deliver, in plain words without secrets; null while all is well.</summary>
    public string? Fault
    {
        get => _fault;
        set => _fault = value;
    }

    /// <summary>Times that it was begun.</summary>
    public long Starts => Volatile.Read(ref _starts);

    /// <summary>Of the newest picture, by the time provider's own count; the stage's beginning before the first.</summary>
    public long LastPicture { get; set; }

    /// <summary>Of the first picture since the last pause; null while it pauses.</summary>
    public long? SteadySince { get; set; }

    /// <summary>Messages that came while it stood by.</summary>
    public long StandbyDropped => Volatile.Read(ref _standbyDropped);

    public void DroppedOne() => Interlocked.Increment(ref _standbyDropped);

    public void Begun() => Interlocked.Increment(ref _starts);
}
