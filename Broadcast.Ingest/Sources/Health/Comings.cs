namespace Broadcast.Ingest.Sources.Health;

/// <summary>How often publishers came to a stage: in all, and within the last hour, by minute.</summary>
internal sealed class Comings(TimeProvider time)
{
    private const int Minutes = 60;
    private readonly Lock _gate = new();
    private readonly (long Minute, int Count)[] _minutes = new (long, int)[Minutes];
    private long _total;

    public void Came()
    {
        var minute = Minute;
        lock (_gate)
        {
            ref var place = ref _minutes[minute % Minutes];
            place = place.Minute == minute ? (minute, place.Count + 1) : (minute, 1);
            _total++;
        }
    }

    /// <summary>After the first coming each is a reconnect.</summary>
    public (long Total, int LastHour) Reconnects
    {
        get
        {
            var minute = Minute;
            lock (_gate)
            {
                var within = _minutes.Where(place => place.Count > 0 && place.Minute > minute - Minutes).Sum(place => place.Count);
                // The very first coming was none, as long as it is counted within the hour.
                return (Math.Max(0, _total - 1), within == _total ? Math.Max(0, within - 1) : within);
            }
        }
    }

    private long Minute => time.GetUtcNow().ToUnixTimeSeconds() / 60;
}
