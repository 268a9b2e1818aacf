namespace Broadcast.Ingest.Sources.Health;

/// <summary>Runs, faults and refusals of a stage over all its publishers. Written from several loops.</summary>
internal sealed class SourceRecord(TimeProvider time)
{
    private readonly Lock _gate = new();
    private long _dropsSeen;
    private long _drops;
    private long _jumps;

    public long Runs { get; private set; }

    public long Restarts { get; private set; }

    public string? LastFault { get; private set; }

    public string? LastRefusal { get; private set; }

    /// <summary>Feeds that were dropped because what they sent cannot be used.</summary>
    public long Rejections { get; private set; }

    public ReconnectCounter ReconnectCounter { get; } = new(time);

    /// <summary>Messages of all publishers that were dropped because the queue was full.</summary>
    public long Drops => Volatile.Read(ref _drops);

    /// <summary>Leaps of the timestamps that began a new run.</summary>
    public long TimestampJumps => Volatile.Read(ref _jumps);

    public void RunBegan()
    {
        lock (_gate)
            Runs++;
    }

    public void RunFailed(string fault)
    {
        lock (_gate)
        {
            Restarts++;
            LastFault = fault;
        }
    }

    public void TimestampsJumped() => Interlocked.Increment(ref _jumps);

    public void Refused(string reason)
    {
        lock (_gate)
            LastRefusal = reason;
    }

    public void Rejected(string reason)
    {
        lock (_gate)
        {
            Rejections++;
            LastRefusal = reason;
        }
    }

    /// <summary>Adds the present publisher's new drops; a count below the last one is another publisher's.</summary>
    /// <param name="drops">All drops of the present publisher.</param>
    public void UpdateDrops(long drops)
    {
        lock (_gate)
        {
            _drops += drops < _dropsSeen ? drops : drops - _dropsSeen;
            _dropsSeen = drops;
        }
    }
}
