using Broadcast.Chat.Contracts;
using Broadcast.Chat.Errors;

namespace Broadcast.Api.Stages;

internal static class StageErrors
{
    public static Error Unknown(StageId id) => new("stage.unknown", $"There is no stage '{id}'.", ErrorKind.Unknown);

    public static Error Invalid(string what) => new("stage.invalid", what, ErrorKind.Invalid);

    public static Error TooMany(int most) => new("stage.too_many", $"A festival has at most {most} stages.", ErrorKind.Conflict);
}
