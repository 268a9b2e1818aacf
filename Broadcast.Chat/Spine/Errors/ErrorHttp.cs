using Microsoft.AspNetCore.Http.HttpResults;

namespace Broadcast.Chat.Spine.Errors;

/// <summary>Turns errors into ProblemDetails with their stable <c>code</c>, and <c>fields</c> where fields of the request are to blame.</summary>
internal static class ErrorHttp
{
    public static ProblemHttpResult ToProblem(this Error error) => error.ToProblem([]);

    /// <param name="error">The failure.</param>
    /// <param name="state">Members of the problem beside <c>code</c>: what the caller must know to go on, such as the present state.</param>
    public static ProblemHttpResult ToProblem(this Error error, params ReadOnlySpan<(string Member, object? Value)> state)
    {
        var extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = error.Code };
        if (error.Fields.Count > 0)
            extensions["fields"] = error.Fields;
        foreach (var (member, value) in state)
            extensions[member] = value;
        return TypedResults.Problem(detail: error.Message, statusCode: error.Kind.Status(), extensions: extensions);
    }

    public static int Status(this ErrorKind kind) => kind switch
    {
        ErrorKind.Invalid => StatusCodes.Status400BadRequest,
        ErrorKind.Unauthenticated => StatusCodes.Status401Unauthorized,
        ErrorKind.Forbidden => StatusCodes.Status403Forbidden,
        ErrorKind.Unknown => StatusCodes.Status404NotFound,
        ErrorKind.Method => StatusCodes.Status405MethodNotAllowed,
        ErrorKind.Conflict => StatusCodes.Status409Conflict,
        ErrorKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
        ErrorKind.Unprocessable => StatusCodes.Status422UnprocessableEntity,
        ErrorKind.TooFast => StatusCodes.Status429TooManyRequests,
        ErrorKind.Fault => StatusCodes.Status500InternalServerError,
        ErrorKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
