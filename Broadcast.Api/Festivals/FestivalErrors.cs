using Broadcast.Chat.Contracts;
using Broadcast.Chat.Errors;

namespace Broadcast.Api.Festivals;

internal static class FestivalErrors
{
    public static Error Unknown(FestivalId id) => new("festival.unknown", $"There is no festival '{id}'.", ErrorKind.Unknown);

    public static Error Taken(string id) => new("channel.taken", $"A festival or stage '{id}' exists: both are channels, and their ids share one space.", ErrorKind.Conflict);

    public static Error Invalid(string what) => new("festival.invalid", what, ErrorKind.Invalid);
}
