using Broadcast.Chat.Errors;

namespace Broadcast.Chat.Moderation;

/// <summary>Why a moderator's act is refused.</summary>
internal static class ModerationErrors
{
    public static readonly Error Kind = new("moderation.kind", "'kind' is timeout, ban or shadow.", ErrorKind.Invalid);
    public static readonly Error Seconds = new("moderation.seconds", "'seconds' is 1 to 1209600; only a ban or a shadow may have none.", ErrorKind.Invalid);
    public static readonly Error Reason = new("moderation.reason", "'reason' has at most 200 characters, in one line.", ErrorKind.Invalid);
    public static readonly Error Staff = new("moderation.staff", "Staff are not restricted: remove the account instead.", ErrorKind.Conflict);
    public static readonly Error Full = new("moderation.full", "As many people are restricted in this room as it remembers.", ErrorKind.Conflict);
    public static readonly Error Held = new("held.unknown", "This message does not wait any more.", ErrorKind.Unknown);
    public static readonly Error Chat = new("mode.chat", "'chat' is open, followers or staff.", ErrorKind.Invalid);
    public static readonly Error Slow = new("mode.slow", "'slowSeconds' is 0 to 3600.", ErrorKind.Invalid);
    public static readonly Error Followed = new("mode.followed", "'followedMinutes' is 0 to 43200.", ErrorKind.Invalid);
}
