using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Api.Moderation;

internal static class WordErrors
{
    public static readonly Error TooMany = new("words.too_many", $"The word list has at most {ModeratedWord.Most} words.", ErrorKind.Conflict, "Remove words first.");

    public static readonly Error Unknown = new("words.unknown", "The word is not in the list.", ErrorKind.Unknown, "Read the list again.");

    public static readonly Error Malformed = new("words.invalid", "A word is not valid.", ErrorKind.Invalid, "Correct what the message names.");
}
