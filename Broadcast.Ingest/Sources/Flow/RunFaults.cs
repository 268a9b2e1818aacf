namespace Broadcast.Ingest.Sources.Flow;

/// <summary>Counts a feed's runs that failed by its own fault. The third within a minute is the last: the source would fail every run.</summary>
internal sealed class RunFaults(TimeProvider time)
{
    private const int Most = 3;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private readonly Queue<long> _faults = new();

    /// <summary>Counts one more; true when the feed must go.</summary>
    public bool AreTooMany()
    {
        while (_faults.TryPeek(out var oldest) && time.GetElapsedTime(oldest) > Window)
            _faults.Dequeue();
        _faults.Enqueue(time.GetTimestamp());
        return _faults.Count >= Most;
    }
}
