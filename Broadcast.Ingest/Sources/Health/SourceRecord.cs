namespace Broadcast.Ingest.Sources.Health;

/// <summary>What happened on a stage over all its publishers: runs, faults, refusals. Written from several loops.</summary>
internal sealed class SourceRecord(TimeProvider time)
{
    private static readonly TimeSpan Recent = TimeSpan.FromSeconds(30);
    private readonly Lock _gate = new();
    private long _failedAt;
    private long _droppedAt;
    private long _dropsSeen;

    public long Runs { get; private set; }

    public long Restarts { get; private set; }

    public string? LastFault { get; private set; }

    public string? LastRefusal { get; private set; }

    /// <summary>An FFmpeg process failed within the last half minute.</summary>
    public bool FailedRecently => IsRecent(Volatile.Read(ref _failedAt));

    /// <summary>Messages were dropped within the last half minute.</summary>
    public bool DroppedRecently => IsRecent(Volatile.Read(ref _droppedAt));

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
            _failedAt = time.GetTimestamp();
        }
    }

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
            if (drops > _dropsSeen)
                _droppedAt = time.GetTimestamp();
            _dropsSeen = drops;
        }
    }

    private bool IsRecent(long timestamp) => timestamp > 0 && time.GetElapsedTime(timestamp) < Recent;
}
