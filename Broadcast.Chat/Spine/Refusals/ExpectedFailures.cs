using System.Text;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Redis;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Net.Http.Headers;

namespace Broadcast.Chat.Spine.Refusals;

/// <summary>
/// Answers the exceptions that are no faults of ours: a request that cannot be read gets its own 4xx and is noted as a refusal, and an outage
/// of Redis gets 503. Every other exception stays a fault, with a stack trace in the log and a 500.
/// </summary>
internal sealed class ExpectedFailures(RefusalLog refusals, IProblemDetailsService problems, IHostApplicationLifetime lifetime) : IExceptionHandler
{
    private const string Pause = "2";

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (IsAway(exception))
        {
            httpContext.Response.Headers.RetryAfter = Pause;
            await RequestErrors.Unavailable.ToProblem().ExecuteAsync(httpContext);
            return true;
        }

        if (StatusOf(exception, httpContext.Request) is not { } status)
            return false;

        var code = status == StatusCodes.Status413PayloadTooLarge ? RequestErrors.TooLarge.Code : RequestErrors.Invalid.Code;
        refusals.Note(httpContext.Connection.RemoteIpAddress, "HTTP", code);
        httpContext.Response.StatusCode = status;
        await problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = httpContext, ProblemDetails = { Status = status } });
        return true;
    }

    /// <summary>A disposed connection means an outage only while the host stops; before, it is a fault of ours.</summary>
    private bool IsAway(Exception exception) =>
        RedisAway.Is(exception) && (exception is not ObjectDisposedException || lifetime.ApplicationStopping.IsCancellationRequested);

    /// <summary>The status for a request that cannot be read; null for other exceptions.</summary>
    private static int? StatusOf(Exception exception, HttpRequest request) => exception switch
    {
        BadHttpRequestException unreadable => unreadable.StatusCode,
        // What the framework throws when it is to read JSON in a character set that does not exist, or that it no longer reads (UTF-7).
        InvalidOperationException or NotSupportedException when HasUnknownCharset(request) => StatusCodes.Status415UnsupportedMediaType,
        _ => null,
    };

    private static bool HasUnknownCharset(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.Charset.HasValue)
            return false;

        try
        {
            _ = Encoding.GetEncoding(type.Charset.Value.Trim('"'));
            return false;
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return true;
        }
    }
}
