using Broadcast.Chat.Contracts.Outcomes;
using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Api.Moderation;

internal static class RecordErrors
{
    public static readonly Error Action = new("moderation.action", $"'action' must be one of {string.Join(", ", ModerationActions.All)}.", ErrorKind.Invalid, "Send one of the actions that the message names.");

    public static readonly Error Before = new("moderation.before", "'before' must be the 'next' of another page.", ErrorKind.Invalid, "Send the 'next' of another page.");
}
