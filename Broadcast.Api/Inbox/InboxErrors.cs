using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Api.Inbox;

internal static class InboxErrors
{
    public static readonly Error Position = new("inbox.position", "'position' must be the position of an entry, or 0.", ErrorKind.Invalid, "Send the position of the newest entry that was read.");
}
