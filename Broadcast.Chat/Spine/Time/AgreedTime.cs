namespace Broadcast.Chat.Spine.Time;

/// <summary>
/// The time of the whole installation. What other processes decide as well, such as the steps of windows, is decided by it, and by no other
/// time.
/// </summary>
internal static class AgreedTime
{
    /// <summary>False for a process that has not measured the reference yet: its time is that of its machine, which may be wrong by hours.</summary>
    public static bool IsAgreed(this TimeProvider time) => time is not DisciplinedClock { Begun: false };

    /// <summary>Unix milliseconds.</summary>
    /// <exception cref="ClockNotSetException">The reference has not been measured yet.</exception>
    public static long AgreedNow(this TimeProvider time) => time.IsAgreed() ? time.GetUtcNow().ToUnixTimeMilliseconds() : throw new ClockNotSetException();
}
