using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Api.Simulcast;

internal static class PushTargetErrors
{
    public static readonly Error Malformed = new("simulcast.invalid", "The target is not valid.", ErrorKind.Invalid, "Correct what the message names.");

    public static readonly Error Changed = new(
        "simulcast.conflict", "The target was changed meanwhile.", ErrorKind.Conflict, "Read what it is now ('target' in this answer), and repeat the change.");

    public static Error Conflict(long current) => Changed.With($"The target was changed meanwhile: it is at revision {current}.");

    public static readonly Error Full = new("simulcast.full", "There are as many targets as there may be.", ErrorKind.Conflict, "Change or remove one of the targets that are there.");
}
