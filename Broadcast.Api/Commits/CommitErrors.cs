using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Api.Commits;

internal static class CommitErrors
{
    public static readonly Error Busy = new("commit.busy", "More is waiting to be written than this node takes.", ErrorKind.TooFast, "Try again in a second.");
}
