using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Api.Festivals;

internal static class FestivalErrors
{
    public static readonly Error NotFound = new("festival.unknown", "There is no such festival.", ErrorKind.Unknown, "List the festivals to find the id.");

    public static Error Unknown(FestivalId id) => NotFound.With($"There is no festival '{id}'.");

    public static readonly Error ChannelTaken = new("channel.taken", "A festival or stage with this id already exists. Both are channels and share one space of ids.", ErrorKind.Conflict, "Choose another id.");

    public static Error Taken(string id) => ChannelTaken.With($"A festival or stage '{id}' already exists. Both are channels and share one space of ids.");

    public static readonly Error Malformed = new("festival.invalid", "The festival is not valid.", ErrorKind.Invalid, "Correct what the message names.");

    public static Error Invalid(string message) => Malformed.With(message);
}
