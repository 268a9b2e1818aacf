using Broadcast.Chat.Errors;

namespace Broadcast.Chat.Audience;

internal static class AudienceErrors
{
    public static readonly Error Day = new("audience.day", "A day is written as 2026-11-24.", ErrorKind.Invalid);
}
