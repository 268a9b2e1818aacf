using Broadcast.Chat.Errors;

namespace Broadcast.Chat.Audience.Roster;

internal static class RosterErrors
{
    public static readonly Error Order = new("roster.order", "'order' is 'place' or 'name'.", ErrorKind.Invalid);
    public static readonly Error After = new("roster.after", "'after' is the 'next' of the page before.", ErrorKind.Invalid);
}
