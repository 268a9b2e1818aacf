using Broadcast.Chat.Spine.Time;

namespace Broadcast.Api.Windows;

/// <summary>How the book tells the time: in Unix milliseconds, and never with the database's own clock.</summary>
internal static class BookTime
{
    /// <summary>How much later than its time a window closes by itself, ms: longer than any process's clock is uncertain.</summary>
    public static readonly long Tolerance = (long)DisciplinedClock.Tolerance.TotalMilliseconds;

    public static long UnixNow(this TimeProvider time) => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>The time by which something is decided about a window: it never goes back for it.</summary>
    /// <exception cref="ClockNotSetException">This process does not know the time of the others yet.</exception>
    public static long NowFor(this TimeProvider time, BookWindow window) => Math.Max(time.AgreedNow(), window.At);
}
