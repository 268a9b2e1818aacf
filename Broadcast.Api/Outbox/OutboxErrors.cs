using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Api.Outbox;

internal static class OutboxErrors
{
    public static readonly Error Unknown = new("outbox.unknown", "There is no such message.", ErrorKind.Unknown, "List the messages.");
    public static readonly Error NotDead = new("outbox.not_dead", "This message was sent, or is still tried.", ErrorKind.Conflict, "Look at the message.");
    public static readonly Error State = new("outbox.state", $"'state' must be one of {string.Join(", ", OutboxStates.All)}.", ErrorKind.Invalid, "Correct it, or leave it out.");
}
