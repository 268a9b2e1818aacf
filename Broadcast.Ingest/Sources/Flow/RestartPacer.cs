namespace Broadcast.Ingest.Sources.Flow;

/// <summary>Spaces out runs that end soon after they began, whatever the cause.</summary>
internal sealed class RestartPacer
{
    private static readonly TimeSpan Steady = TimeSpan.FromSeconds(10);

    /// <summary>The first short run costs nothing: one change of format or one lost process is no storm.</summary>
    private static readonly TimeSpan[] Delays =
        [TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5)];

    private DateTimeOffset _began;
    private DateTimeOffset _notBefore;
    private int _short;

    public void Began(DateTimeOffset now) => _began = now;

    public void Ended(DateTimeOffset now)
    {
        _short = now - _began >= Steady ? 0 : _short + 1;
        _notBefore = now + Delays[Math.Min(_short, Delays.Length - 1)];
    }

    public bool MayBegin(DateTimeOffset now) => now >= _notBefore;
}
