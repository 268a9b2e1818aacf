using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Chat.Windows;

/// <summary>Why something is not scheduled, or not opened or cancelled after that.</summary>
internal static class ScheduleErrors
{
    public static readonly Error Time = new("schedule.time", "What is scheduled opens 5 seconds to 24 hours from now.", ErrorKind.Invalid, "Send 'opensAt' in Unix milliseconds, 5 seconds to 24 hours ahead, or leave it out to open at once.");
    public static readonly Error Full = new("schedule.full", "Enough is scheduled on this stage.", ErrorKind.Conflict, "Wait until something has opened, or cancel something.");
    public static readonly Error Early = new("schedule.early", "It is scheduled, and not open yet.", ErrorKind.Conflict, "Open it now, or cancel it.");
    public static readonly Error Over = new("schedule.over", "It is not scheduled any more.", ErrorKind.Conflict, "Look at its state: it has opened, or was cancelled.");
}
