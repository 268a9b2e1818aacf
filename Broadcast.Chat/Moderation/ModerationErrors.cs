using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Chat.Moderation;

/// <summary>Why a moderator's act is refused.</summary>
internal static class ModerationErrors
{
    public static readonly Error Kind = new("moderation.kind", "'kind' must be timeout, ban or shadow.", ErrorKind.Invalid, "Send timeout, ban or shadow.");
    public static readonly Error Seconds = new("moderation.seconds", "'seconds' must be 1 to 1209600; only a ban or a shadow may have none.", ErrorKind.Invalid, "Send 1 to 1209600 seconds, or none for a ban or a shadow.");
    public static readonly Error Reason = new("moderation.reason", "'reason' must be one line of at most 200 characters.", ErrorKind.Invalid, "Shorten the reason to one line of 200 characters.");
    public static readonly Error Staff = new("moderation.staff", "Staff cannot be restricted: remove the account instead.", ErrorKind.Conflict, "Remove the account, or its rights.");
    public static readonly Error Full = new("moderation.full", "This room has as many restrictions as it can hold.", ErrorKind.Conflict, "Lift a restriction that is no longer needed.");
    public static readonly Error Stronger = new("moderation.stronger", "A restriction that you may not end is in force.", ErrorKind.Conflict, "Leave it, or ask somebody who may lift it.");
    public static readonly Error Message = new("chat.unknown", "There is no such message, or no longer.", ErrorKind.Unknown, "Nothing is left to do: the message is not shown.");
    public static readonly Error Held = new("held.unknown", "This message does not wait for a moderator any more.", ErrorKind.Unknown, "Read the queue again: somebody else has decided, or the message was dropped after Moderation:HeldAge.");
    public static readonly Error Chat = new("mode.chat", "'chat' must be open, followers or staff.", ErrorKind.Invalid, "Send open, followers or staff.");
    public static readonly Error Slow = new("mode.slow", "'slowSeconds' must be 0 to 3600.", ErrorKind.Invalid, "Send 0 to 3600 seconds.");
    public static readonly Error Followed = new("mode.followed", "'followedMinutes' must be 0 to 43200.", ErrorKind.Invalid, "Send 0 to 43200 minutes.");
}
