using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Api.Stages;

internal static class StageErrors
{
    public static readonly Error Malformed = new("stage.invalid", "The stage is not valid.", ErrorKind.Invalid, "Correct what the message names.");

    public static Error Invalid(string message) => Malformed.With(message);

    public static readonly Error Full = new("stage.too_many", "The festival has the maximum number of stages.", ErrorKind.Conflict, "Create another festival for further stages.");

    public static Error TooMany(int most) => Full.With($"A festival has at most {most} stages.");
}
