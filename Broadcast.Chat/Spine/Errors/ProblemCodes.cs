namespace Broadcast.Chat.Spine.Errors;

/// <summary>
/// Gives a <c>code</c> to the failures that no handler of ours wrote: missing tokens, unreadable bodies, unknown paths, bugs.
/// </summary>
internal static class ProblemCodes
{
    public static void Complete(ProblemDetailsContext context)
    {
        var extensions = context.ProblemDetails.Extensions;
        if (!extensions.ContainsKey("code") && Of(context.HttpContext.Response.StatusCode) is { } error)
            extensions["code"] = error.Code;
    }

    /// <summary>Gives a body to every failure that would leave the pipeline without one.</summary>
    public static void UseProblems(this IApplicationBuilder app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
    }

    private static Error? Of(int status) => status switch
    {
        StatusCodes.Status400BadRequest or StatusCodes.Status415UnsupportedMediaType or StatusCodes.Status422UnprocessableEntity => RequestErrors.Invalid,
        StatusCodes.Status401Unauthorized => AccessErrors.Required,
        StatusCodes.Status403Forbidden => AccessErrors.Forbidden,
        StatusCodes.Status404NotFound => RequestErrors.PathUnknown,
        StatusCodes.Status405MethodNotAllowed => RequestErrors.MethodUnknown,
        StatusCodes.Status413PayloadTooLarge => RequestErrors.TooLarge,
        StatusCodes.Status429TooManyRequests => RequestErrors.TooMany,
        StatusCodes.Status503ServiceUnavailable => RequestErrors.Unavailable,
        >= StatusCodes.Status500InternalServerError => RequestErrors.Fault,
        _ => null,
    };
}
