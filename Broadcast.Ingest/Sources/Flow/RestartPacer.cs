namespace Broadcast.Ingest.Sources.Flow;

/// <summary>Spaces out runs that end soon after they began, whatever the cause.</summary>
internal sealed class RestartPacer
{
    private static readonly TimeSpan Steady = TimeSpan.FromSeconds(10);

    /// <summary>The pause by number of short runs in a row. None after the first: one format change or lost process is normal.</summary>
    private static readonly TimeSpan[] Delays =
        [TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5)];

    private DateTimeOffset _began;
    private DateTimeOffset _notBefore;
    private int _shortRuns;

    public void Began(DateTimeOffset now) => _began = now;

    public void Ended(DateTimeOffset now)
    {
        _shortRuns = now - _began >= Steady ? 0 : _shortRuns + 1;
        _notBefore = now + Delays[Math.Min(_shortRuns, Delays.Length - 1)];
    }

    public bool MayBegin(DateTimeOffset now) => now >= _notBefore;
}
