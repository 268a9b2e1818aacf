using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Api.Stages;

internal static class StageErrors
{
    public static readonly Error Malformed = new("stage.invalid", "The stage is not valid.", ErrorKind.Invalid, "Correct what the message names.");

    public static readonly Error Changed = new(
        "stage.conflict", "The stage was changed meanwhile.", ErrorKind.Conflict, "Read what it is now ('stage' in this answer), and repeat the change.");

    public static Error Conflict(long current) => Changed.With($"The stage was changed meanwhile: it is at revision {current}.");

    public static readonly Error Retired = new("stage.retired", "The stage is retired.", ErrorKind.Conflict, "Restore it first.");

    public static readonly Error Full = new("stage.too_many", "The festival has the maximum number of stages.", ErrorKind.Conflict, "Create another festival for further stages.");

    public static Error TooMany(int most) => Full.With($"A festival has at most {most} stages.");
}
