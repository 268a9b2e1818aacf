namespace Broadcast.Ingest.Sources.Health;

/// <summary>What happened on a stage over all its publishers: runs, faults, refusals. Written from several loops.</summary>
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

    /// <summary>How often a publisher came.</summary>
    public Comings Comings { get; } = new(time);

    /// <summary>Messages dropped for want of room, of all publishers.</summary>
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

    /// <summary>The present publisher's count of dropped messages.</summary>
    public void SeeDrops(long drops)
    {
        lock (_gate)
        {
            _drops += drops < _dropsSeen ? drops : drops - _dropsSeen;
            _dropsSeen = drops;
        }
    }
}
