using Broadcast.Chat.Spine.Errors;
using Microsoft.AspNetCore.Diagnostics;

namespace Broadcast.Api.Data;

/// <summary>Answers 503 to calls that need the database while it is away.</summary>
internal sealed partial class DatabaseFailures(ILogger<DatabaseFailures> logger) : IExceptionHandler
{
    private const string Pause = "2";

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (!DatabaseAway.Is(exception))
            return false;

        Away(logger, exception.GetBaseException().Message);
        httpContext.Response.Headers.RetryAfter = Pause;
        await RequestErrors.Unavailable.ToProblem().ExecuteAsync(httpContext);
        return true;
    }

    [LoggerMessage(EventName = nameof(Away), Level = LogLevel.Warning, Message = "A call was answered with 503, because the database is away: {Reason}")]
    private static partial void Away(ILogger logger, string reason);
}
