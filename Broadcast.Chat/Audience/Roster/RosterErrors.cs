using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Chat.Audience.Roster;

internal static class RosterErrors
{
    public static readonly Error Order = new(
        "roster.order", "'order' must be 'place' or 'name'.", ErrorKind.Invalid, "Send order=place or order=name.");
    public static readonly Error After = new(
        "roster.after", "'after' must be the 'next' of the page before.", ErrorKind.Invalid, "Send the 'next' of the page before.");
}
