using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Chat.Audience;

internal static class AudienceErrors
{
    public static readonly Error Day = new("audience.day", "A day is written as 2026-11-24.", ErrorKind.Invalid, "Write the day as year, month and day.");
}
