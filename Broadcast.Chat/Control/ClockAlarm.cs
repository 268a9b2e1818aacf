using System.Globalization;
using Broadcast.Chat.Contracts.State;
using Broadcast.Chat.Spine.Time;

namespace Broadcast.Chat.Control;

/// <summary>Raises an alarm while the clock of a machine is wrong by more than the tolerance: the next start on it may be refused.</summary>
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
            Text = string.Create(CultureInfo.InvariantCulture, $"The clock of {worst.Process} is wrong. Times are right all the same; set it before that machine is started again."),
        }
        : null;
}
