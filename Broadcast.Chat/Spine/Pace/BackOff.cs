namespace Broadcast.Chat.Spine.Pace;

/// <summary>
/// Pauses between attempts: doubled after each failure up to the longest, and varied by a quarter either way, so that what failed together
/// does not try again together. Used by one loop.
/// </summary>
/// <param name="first">The pause after the first failure.</param>
/// <param name="longest">The longest pause, before it is varied.</param>
internal sealed class BackOff(TimeSpan first, TimeSpan longest)
{
    private readonly Random _random = new();
    private int _failures;

    /// <summary>The pause after one more failure.</summary>
    public TimeSpan Next()
    {
        var whole = Math.Min(first.TotalSeconds * Math.Pow(2, Math.Min(_failures++, 20)), longest.TotalSeconds);
        return TimeSpan.FromSeconds(whole * (0.75 + (0.5 * _random.NextDouble())));
    }

    /// <summary>Makes the next failure count as the first.</summary>
    public void Reset() => _failures = 0;
}
