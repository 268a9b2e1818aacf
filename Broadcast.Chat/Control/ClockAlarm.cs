using System.Globalization;
using Broadcast.Chat.Contracts.State;
using Broadcast.Chat.Spine.Time;

namespace Broadcast.Chat.Control;

/// <summary>
/// Raises an alarm while the clock of a machine is wrong by more than the tolerance, so that the next start on it may be refused, or while a
/// process follows a reference that has leapt.
/// </summary>
internal sealed class ClockAlarm(SkewedClocks clocks)
{
    public const string Code = "clock.skewed";

    /// <summary>Of the process that is most wrong; null while all are right.</summary>
    public StageAlarm? Now => clocks.Known.MaxBy(clock => Math.Abs(clock.Skew)) is { } worst
        ? new StageAlarm
        {
            Code = Code,
            Severity = AlarmSeverity.Warning,
            Since = worst.Since,
            Value = worst.Skew,
            Threshold = DisciplinedClock.Tolerance.TotalMilliseconds,
            Text = string.Create(CultureInfo.InvariantCulture, $"The clock of {worst.Process} is wrong, or the one that it follows has leapt. No time jumps: it follows by 1 ms a second. Set the clock before that machine is started again."),
        }
        : null;
}
