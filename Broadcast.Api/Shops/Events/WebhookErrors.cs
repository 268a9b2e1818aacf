using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Api.Shops.Events;

/// <summary>Why a shop's message is not taken.</summary>
internal static class WebhookErrors
{
    /// <summary>Also of a shop that is not there, so that nobody learns which are.</summary>
    public static readonly Error Signature = new(
        "webhook.signature", "The message is not signed with the shop's secret.", ErrorKind.Unauthenticated,
        "Sign 'webhook-id.webhook-timestamp.body' with the secret's bytes, as Standard Webhooks describe.");

    public static readonly Error Stale = new(
        "webhook.stale", "The message was signed too long ago, or in the future.", ErrorKind.Unauthenticated, "Correct the clock; sign again each time that you send.");

    public static readonly Error MessageId = new(
        "webhook.id", "'webhook-id' must have 1-128 printable ASCII characters without quotes, braces, slashes or blanks.", ErrorKind.Invalid, "Choose another id.");

    public static readonly Error Body = new(
        "webhook.body", $"The body must be JSON with a 'type' of 1-{ShopEventConfiguration.LongestType} characters and an object 'data'.", ErrorKind.Invalid, "Correct the body; nothing was kept.");

    public static readonly Error Full = new(
        "webhook.full", "Too many messages of this shop are not carried out.", ErrorKind.TooFast, "Send it again later; an operator sees what is not carried out.");

    /// <summary>The reason of a message whose type nobody carries out.</summary>
    public const string NoHandler = "type.unknown";

    /// <summary>The reason of one that is carried out once more when its body is gone.</summary>
    public const string NoBody = "body.removed";

    /// <summary>The message is parked because its last allowed try never ended: the process that tried it has died.</summary>
    public const string Unfinished = "try.unfinished";

    public static readonly Error Unknown = new("shop_event.unknown", "There is no such message.", ErrorKind.Unknown, "List the messages.");
    public static readonly Error State = new("shop_event.state", $"'state' must be one of {string.Join(", ", ShopEventStates.All)}, {ShopEventStates.Open}.", ErrorKind.Invalid, "Correct it, or leave it out.");
    public static readonly Error Settled = new("shop_event.settled", "This message was carried out, or waits already.", ErrorKind.Conflict, "Look at the message.");
}
