using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Api.Outbox;

internal static class OutboxErrors
{
    public static readonly Error Unknown = new("outbox.unknown", "There is no such message.", ErrorKind.Unknown, "List the messages.");
    public static readonly Error Sent = new("outbox.sent", "This message was sent.", ErrorKind.Conflict, "Nothing is left to do.");
    public static readonly Error NotParked = new("outbox.not_parked", "This message was sent, or is still tried.", ErrorKind.Conflict, "Look at the message.");
    public static readonly Error State = new("outbox.state", $"'state' must be one of {string.Join(", ", OutboxStates.All)}, {OutboxStates.Open}.", ErrorKind.Invalid, "Correct it, or leave it out.");
}
