using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Api.Moderation;

internal static class WordErrors
{
    public static readonly Error TooMany = new("words.too_many", $"The word list has at most {ModeratedWord.Most} words.", ErrorKind.Conflict, "Remove words first.");

    public static readonly Error Unknown = new("words.unknown", "The word is not in the list.", ErrorKind.Unknown, "Read the list again.");

    public static readonly Error Malformed = new("words.invalid", "A word is not valid.", ErrorKind.Invalid, "Correct what the message names.");

    public static readonly Error Changed = new(
        "words.conflict", "The word or the list was changed meanwhile.", ErrorKind.Conflict,
        "Look at what it is now (`word`, null where it is gone, or `list` in this answer), and repeat the change from there.");
}
