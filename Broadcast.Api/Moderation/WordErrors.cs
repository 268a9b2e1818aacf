using Broadcast.Chat.Errors;

namespace Broadcast.Api.Moderation;

internal static class WordErrors
{
    public static readonly Error TooMany = new("words.too_many", $"There are at most {ModeratedWord.Most} words.", ErrorKind.Conflict);

    public static readonly Error Unknown = new("words.unknown", "There is no such word.", ErrorKind.Unknown);

    public static Error Invalid(string what) => new("words.invalid", what, ErrorKind.Invalid);
}
