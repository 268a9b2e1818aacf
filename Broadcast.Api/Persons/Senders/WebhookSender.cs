using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Headers;
using Broadcast.Api.Spine;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Spine.Errors;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Persons.Senders;

/// <summary>
/// Posts each message as JSON to <c>Persons:SenderUrl</c>, a small service before the provider of text messages and mail: <c>{ to, via, code,
/// expiresAt }</c>. Any 2xx takes the message over. An address that the sender refuses (400, 404, 422) is answered as any other, so that nobody
/// learns which addresses exist; 401, 403, 405, 429 and 503 say that the message was not sent, and with any other status nobody knows. Nothing is sent twice: who gets no code asks again.
/// </summary>
internal sealed partial class WebhookSender(
    IHttpClientFactory clients, IOptions<PersonOptions> options, ApiMeter meter, TimeProvider time, ILogger<WebhookSender> logger) : IMessageSender
{
    /// <summary>The name of its HTTP client.</summary>
    public const string Client = "codes";

    private readonly Counter<long> _sent = meter.Counter("livefestival.api.codes", "Codes handed to the sender, by way and result.");

    public async Task<Result<CodeSent>> SendAsync(CodeMessage message, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(options.Value.SenderTimeout, time);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        using var request = new HttpRequestMessage(HttpMethod.Post, options.Value.SenderUrl) { Content = JsonContent.Create(message, options: ContractJson.Options) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.Value.SenderSecret);
        try
        {
            using var client = clients.CreateClient(Client);
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ends.Token);
            return Judge(message, answer.StatusCode);
        }
        catch (HttpRequestException failed)
        {
            return Fail(message, failed.Message, Reached(failed) ? ViewerErrors.Unsure : ViewerErrors.Unavailable);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return Fail(message, "no answer in time", ViewerErrors.Unsure);
        }
    }

    private Result<CodeSent> Judge(CodeMessage message, HttpStatusCode status)
    {
        if (status is HttpStatusCode.BadRequest or HttpStatusCode.NotFound or HttpStatusCode.UnprocessableEntity)
        {
            Count(message, "refused");
            return new CodeSent(ShownCode: null);
        }

        if ((int)status is < 200 or > 299)
            return Fail(message, $"status {(int)status}", IsTurnedAway(status) ? ViewerErrors.Unavailable : ViewerErrors.Unsure);

        Count(message, "sent");
        return new CodeSent(ShownCode: null);
    }

    /// <summary>Whether this status says that the message was not sent. With any other error it may have been.</summary>
    private static bool IsTurnedAway(HttpStatusCode status) =>
        status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.MethodNotAllowed or HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable;

    /// <summary>False when no connection was made, so that nobody has read the message.</summary>
    private static bool Reached(HttpRequestException failed) =>
        failed.HttpRequestError is not (HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError);

    private Error Fail(CodeMessage message, string reason, Error failure)
    {
        Count(message, "failed");
        NotSent(logger, message.Via, reason);
        return failure;
    }

    private void Count(CodeMessage message, string result) =>
        _sent.Add(1, new KeyValuePair<string, object?>("via", message.Via), new KeyValuePair<string, object?>("result", result));

    [LoggerMessage(EventName = nameof(NotSent), Level = LogLevel.Warning, Message = "A code by {Via} was not taken by Persons:SenderUrl: {Reason}")]
    private static partial void NotSent(ILogger logger, string via, string reason);
}
