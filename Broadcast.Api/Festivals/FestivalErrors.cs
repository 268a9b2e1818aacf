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

    public static Error TooManyChapters(int most)
    {
        var faults = new FieldFaults();
        faults.Add("chapters", Faults.Range, $"'chapters': a festival has {most} chapters at most, with those that are retired. Bring one of them back.", 0, most);
        return faults.On(Malformed);
    }

    public static readonly Error Changed = new(
        "festival.conflict", "The festival was changed meanwhile.", ErrorKind.Conflict, "Read what it is now ('festival' in this answer), and repeat the change.");

    public static Error Conflict(long current) => Changed.With($"The festival was changed meanwhile: it is at revision {current}.");

    public static readonly Error Retired = new("festival.retired", "The festival is retired.", ErrorKind.Conflict, "Restore it first.");
}
