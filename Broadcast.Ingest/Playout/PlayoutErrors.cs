using Broadcast.Chat.Contracts;
using Broadcast.Chat.Errors;

namespace Broadcast.Ingest.Playout;

internal static class PlayoutErrors
{
    public static Error ChannelUnknown { get; } = new("channel.unknown", "There is no such channel.", ErrorKind.Unknown);

    public static Error NotARelay { get; } = new("channel.not_a_relay", "The channel is a stage's own: it always shows that stage.", ErrorKind.Conflict);

    public static Error StageUnknown { get; } = new("stage.unknown", "There is no such stage.", ErrorKind.Unknown);

    public static Error Silent { get; } = new("playout.silent", "The playout did not answer. Nothing was lost: look at what is on air, and try again.", ErrorKind.Unavailable);

    public static Error Conflict(StageId? current, bool pending) =>
        new("playout.conflict", pending ? $"A cut to {current} is under way." : $"On air is {(current is { } stage ? stage.Value : "nothing")}.", ErrorKind.Conflict);

    /// <summary>The error that a reply from the playout stands for; null when it stands for none.</summary>
    public static Error? From(PlayoutReply reply) => reply.Code switch
    {
        null => null,
        "channel.unknown" => ChannelUnknown,
        "channel.not_a_relay" => NotARelay,
        "stage.unknown" => StageUnknown,
        "playout.conflict" => new Error(reply.Code, reply.Message ?? "Something else is on air.", ErrorKind.Conflict),
        var code => new Error(code, reply.Message ?? "The playout refused.", ErrorKind.Unavailable),
    };
}
