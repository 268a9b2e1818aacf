namespace Broadcast.Ingest.Sources.Order;

/// <summary>
/// One input in a stage's order: its present feed, and since when it delivers. Its <see cref="Sources.StageSource"/> guards what changes.
/// </summary>
internal sealed class StageInput(int number, InputOptions options)
{
    private volatile InputFeed? _feed;
    private volatile string? _fault;
    private volatile bool _fetching;
    private long _starts;
    private long _standbyDropped;

    /// <summary>Position in the order; 0 is the primary.</summary>
    public int Number { get; } = number;

    public InputOptions Options { get; } = options;

    public InputKind Kind { get; } = options.KindOf();

    /// <summary>The present feed; null while nothing comes in.</summary>
    public InputFeed? Feed
    {
        get => _feed;
        set => _feed = value;
    }

    /// <summary>True while a process fetches it or listens for it.</summary>
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

    /// <summary>How often a process was started to fetch it.</summary>
    public long Starts => Volatile.Read(ref _starts);

    /// <summary>When the newest picture came, by <see cref="TimeProvider.GetTimestamp"/>; before the first, the stage's start.</summary>
    public long LastPicture { get; set; }

    /// <summary>When the first picture since the last pause came, in the same unit; null before the first picture of all.</summary>
    public long? SteadySince { get; set; }

    /// <summary>Messages dropped because the input stood by.</summary>
    public long StandbyDropped => Volatile.Read(ref _standbyDropped);

    public void DroppedOne() => Interlocked.Increment(ref _standbyDropped);

    public void Begun() => Interlocked.Increment(ref _starts);
}
