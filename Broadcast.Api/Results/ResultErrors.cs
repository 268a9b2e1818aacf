using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Api.Results;

/// <summary>Why a result is not shown.</summary>
internal static class ResultErrors
{
    public static readonly Error Unrevealed = new("result.unrevealed", "The question's result is not revealed yet.", ErrorKind.Conflict, "Wait for the reveal.");
    public static readonly Error NotFound = new("result.unknown", "The question has no result.", ErrorKind.Unknown, "List the results of the stage.");

    public static readonly Error Before = new("result.before", "'before' must be the 'next' of another page.", ErrorKind.Invalid, "Send the 'next' of another page.");

    public static Error Unknown(QuestionId id) => NotFound.With($"The question '{id}' has no result.");
}
