using System.Security.Cryptography;

namespace Broadcast.Api.Outbox;

/// <summary>
/// Pauses between tries: anything from nothing up to a bound that doubles with each failure ("full jitter"), so that what failed together does
/// not come back together. Pure but for chance.
/// </summary>
internal static class OutboxPace
{
    private const int Steps = 1 << 24;

    /// <param name="tries">Tries that have failed, from 1.</param>
    /// <param name="options">The bounds.</param>
    public static TimeSpan After(int tries, OutboxOptions options) => BoundOf(tries, options) * ((double)RandomNumberGenerator.GetInt32(Steps) / Steps);

    /// <summary>The longest pause after so many failures.</summary>
    public static TimeSpan BoundOf(int tries, OutboxOptions options)
    {
        // 2^30 first pauses are more than any longest one.
        var whole = options.FirstPause.TotalSeconds * Math.Pow(2, Math.Clamp(tries - 1, 0, 30));
        return TimeSpan.FromSeconds(Math.Min(whole, options.LongestPause.TotalSeconds));
    }
}
