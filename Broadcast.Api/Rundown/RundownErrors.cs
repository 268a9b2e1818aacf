using Broadcast.Chat.Errors;

namespace Broadcast.Api.Rundown;

internal static class RundownErrors
{
    public static Error Conflict(long current) =>
        new("rundown.conflict", $"The rundown was changed meanwhile: it is at revision {current}. Read it again.", ErrorKind.Conflict);

    public static Error Overlap(string first, string second) => new("rundown.overlap", $"The slots '{first}' and '{second}' overlap.", ErrorKind.Invalid);

    public static Error UnknownStage(string? stage) => new("stage.unknown", $"The festival has no stage '{stage}'.", ErrorKind.Invalid);

    public static Error Invalid(string what) => new("rundown.invalid", what, ErrorKind.Invalid);
}
