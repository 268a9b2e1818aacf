using System.Security.Cryptography;

namespace Broadcast.Api.Outbox;

/// <summary>
/// Pauses between tries: from half a bound up to all of it, and the bound doubles with each failure. So what failed together does not come back
/// together, and a number of tries takes its time. Pure but for chance.
/// </summary>
internal static class OutboxPace
{
    private const int Steps = 1 << 24;

    /// <param name="tries">Tries that have failed, from 1.</param>
    /// <param name="options">The bounds.</param>
    public static TimeSpan After(int tries, OutboxOptions options) => BoundOf(tries, options) * (0.5 + (0.5 * RandomNumberGenerator.GetInt32(Steps) / Steps));

    /// <summary>The longest pause after so many failures.</summary>
    public static TimeSpan BoundOf(int tries, OutboxOptions options)
    {
        // 2^30 first pauses are more than any longest one.
        var whole = options.FirstPause.TotalSeconds * Math.Pow(2, Math.Clamp(tries - 1, 0, 30));
        return TimeSpan.FromSeconds(Math.Min(whole, options.LongestPause.TotalSeconds));
    }
}
