using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Broadcast.Api.Shops;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Outbox;

/// <summary>
/// Posts a message to a shop's server, with the headers of Standard Webhooks, signed anew each time. Any 2xx takes it over; a redirect is a
/// failure, because it could lead anywhere. Any thread may call.
/// </summary>
internal sealed class WebhookPost(IHttpClientFactory clients, ShopSecrets secrets, IOptions<ShopOptions> shops, IOptions<OutboxOptions> options, TimeProvider time)
{
    /// <summary>The name of its HTTP client.</summary>
    public const string Client = "webhooks";

    /// <summary>Null when it was taken over; else why not, without anything that the server said.</summary>
    public async Task<string?> SendAsync(Shop shop, OutboxTry message, CancellationToken cancellation)
    {
        if (ShopUrl.Read(shop.Url, shops.Value.AllowLocal) is not { } address)
            return "the shop's address is not https";

        using var patience = new CancellationTokenSource(options.Value.Timeout, time);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        try
        {
            using var request = Request(address, shop, message);
            using var client = clients.CreateClient(Client);
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ends.Token);
            return (int)answer.StatusCode switch
            {
                >= 200 and <= 299 => null,
                >= 300 and <= 399 and var status => $"status {status}: redirects are not followed",
                var status => $"status {status}",
            };
        }
        catch (CryptographicException)
        {
            // Sealed with another root key: it waits as if the shop were away, until the key is back or the secret is replaced.
            return "the shop's secret cannot be opened";
        }
        catch (HttpRequestException failed)
        {
            return failed.HttpRequestError switch
            {
                HttpRequestError.Unknown => failed.Message,
                // Its message would quote the server.
                HttpRequestError.InvalidResponse => nameof(HttpRequestError.InvalidResponse),
                var kind => $"{kind}: {failed.Message}",
            };
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // Our patience, or that of the connection.
            return "no answer in time";
        }
    }

    private HttpRequestMessage Request(Uri address, Shop shop, OutboxTry message)
    {
        var body = Encoding.UTF8.GetBytes(message.Body);
        var timestamp = time.GetUtcNow().ToUnixTimeSeconds();
        // While the old secret is good, by that one as well: the shop changes over when it likes.
        var signatures = secrets.KeysOf(shop).Select(key => WebhookSignature.Of(key, message.MessageId, timestamp, body));
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation("User-Agent", "LiveFestival");
        request.Headers.TryAddWithoutValidation(WebhookSignature.IdHeader, message.MessageId);
        request.Headers.TryAddWithoutValidation(WebhookSignature.TimestampHeader, timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.TryAddWithoutValidation(WebhookSignature.SignatureHeader, string.Join(' ', signatures));
        return request;
    }
}
