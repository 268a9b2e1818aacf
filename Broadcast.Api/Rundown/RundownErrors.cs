using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Api.Rundown;

internal static class RundownErrors
{
    public static readonly Error Changed = new("rundown.conflict", "The rundown was changed meanwhile.", ErrorKind.Conflict, "Read what it is now ('rundown' in this answer), and repeat the change.");

    public static Error Conflict(long current) => Changed.With($"The rundown was changed meanwhile: it is at revision {current}. Read it again.");

    public static readonly Error Overlapping = new("rundown.overlap", "Two slots overlap.", ErrorKind.Invalid, "Move or shorten one of them.");

    public static Error Overlap(string first, string second) => Overlapping.With($"The slots '{first}' and '{second}' overlap.");

    public static readonly Error Malformed = new("rundown.invalid", "The rundown is not valid.", ErrorKind.Invalid, "Correct what the message names.");

    public static Error Invalid(string message) => Malformed.With(message);
}
