namespace Broadcast.Ingest.Inputs.Pull;

/// <summary>Pauses between attempts: doubled each time, spread by a quarter so that inputs which failed together do not come back together.</summary>
internal sealed class RetryDelay(Random random)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);
    private int _failures;

    public TimeSpan Next()
    {
        var whole = Math.Min(First.TotalSeconds * Math.Pow(2, Math.Min(_failures++, 10)), Longest.TotalSeconds);
        return TimeSpan.FromSeconds(whole * (0.75 + (0.5 * random.NextDouble())));
    }

    /// <summary>It delivered for a while: the next failure is a first one.</summary>
    public void Reset() => _failures = 0;
}
