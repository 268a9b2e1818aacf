using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Orders;
using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Ingest.Playout.Orders;

internal static class PlayoutErrors
{
    public static readonly Error NotARelay = new("channel.not_a_relay", "The channel is a stage's own: it always shows that stage.", ErrorKind.Conflict, "Name a relay channel.");

    public static readonly Error Silent = new("playout.silent", "The playout did not answer. Nothing was lost: look at what is on air, and try again.", ErrorKind.Unavailable, "Look at what is on air, and try again.");

    /// <summary>The playout received the order and failed to carry it out.</summary>
    public static readonly Error Failed = new("playout.failed", "The playout failed to carry the order out.", ErrorKind.Unavailable, "Look at the log of the host, and try again.");

    public static readonly Error Conflicting = new("playout.conflict", "Something else is on air.", ErrorKind.Conflict, "Look at what is on air, and do it again if it is still wanted.");

    public static Error Conflict(StageId? current, bool pending) =>
        Conflicting.With(pending ? $"A cut to {current} is under way." : $"On air is {(current is { } stage ? stage.Value : "nothing")}.");

    /// <summary>The error that a reply from the playout reports; null when the order was carried out.</summary>
    public static Error? From(PlayoutReply reply) => reply.Code switch
    {
        null => null,
        "channel.unknown" => UnknownErrors.Channel,
        "channel.not_a_relay" => NotARelay,
        "stage.unknown" => UnknownErrors.Stage,
        "playout.conflict" => Conflicting.With(reply.Message ?? Conflicting.Message),
        "playout.failed" => Failed,
        // A code of a newer playout.
        var code => new Error(code, reply.Message ?? "The playout refused the order.", ErrorKind.Unavailable, Failed.Remedy),
    };
}
