namespace Broadcast.Ingest.Sources.Health;

/// <summary>Counts how often a new feed came to a stage: in total, and within the last hour by the minute.</summary>
internal sealed class ReconnectCounter(TimeProvider time)
{
    private const int Minutes = 60;
    private readonly Lock _gate = new();
    private readonly (long Minute, int Count)[] _minutes = new (long, int)[Minutes];
    private long _total;

    public void CountFeed()
    {
        var minute = Minute;
        lock (_gate)
        {
            ref var bucket = ref _minutes[minute % Minutes];
            bucket = bucket.Minute == minute ? (minute, bucket.Count + 1) : (minute, 1);
            _total++;
        }
    }

    /// <summary>Every feed after the stage's first is a reconnect.</summary>
    public (long Total, int LastHour) Reconnects
    {
        get
        {
            var minute = Minute;
            lock (_gate)
            {
                var within = _minutes.Where(bucket => bucket.Count > 0 && bucket.Minute > minute - Minutes).Sum(bucket => bucket.Count);
                // The stage's first feed is no reconnect. It is within the hour when both counts are equal.
                return (Math.Max(0, _total - 1), within == _total ? Math.Max(0, within - 1) : within);
            }
        }
    }

    private long Minute => time.GetUtcNow().ToUnixTimeSeconds() / 60;
}
