namespace Broadcast.Chat.Errors;

/// <summary>Gives a <c>code</c> to the failures that no handler of ours wrote: missing tokens, unreadable bodies, unknown paths, bugs.</summary>
internal static class ProblemCodes
{
    public static void Complete(ProblemDetailsContext context)
    {
        var extensions = context.ProblemDetails.Extensions;
        if (!extensions.ContainsKey("code") && Code(context.HttpContext.Response.StatusCode) is { } code)
            extensions["code"] = code;
    }

    /// <summary>Every failure that leaves the pipeline without a body gets one.</summary>
    public static void UseProblems(this IApplicationBuilder app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
    }

    private static string? Code(int status) => status switch
    {
        StatusCodes.Status400BadRequest or StatusCodes.Status415UnsupportedMediaType or StatusCodes.Status422UnprocessableEntity => "request.invalid",
        StatusCodes.Status401Unauthorized => "auth.required",
        StatusCodes.Status403Forbidden => "auth.forbidden",
        StatusCodes.Status404NotFound => "path.unknown",
        StatusCodes.Status405MethodNotAllowed => "method.unknown",
        StatusCodes.Status413PayloadTooLarge => "request.too_large",
        StatusCodes.Status429TooManyRequests => "request.too_many",
        StatusCodes.Status503ServiceUnavailable => "service.unavailable",
        >= StatusCodes.Status500InternalServerError => "server.fault",
        _ => null,
    };
}
