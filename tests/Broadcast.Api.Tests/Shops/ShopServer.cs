using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Broadcast.Api.Tests.Shops;

/// <summary>A shop's server: takes messages over, as Standard Webhooks say it should, and sends its own.</summary>
internal sealed class ShopServer : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly TaskCompletionSource _free = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ShopServer(WebApplication server) => _server = server;

    public string Url => $"{_server.Urls.First()}/told";

    /// <summary>Its secret, as the answer shows it.</summary>
    public string Secret { get; set; } = "";

    /// <summary>What it answers.</summary>
    public HttpStatusCode Status { get; set; } = HttpStatusCode.NoContent;

    /// <summary>True: it takes connections and never answers, until its end.</summary>
    public bool IsHung { get; set; }

    /// <summary>Every try, taken over or not.</summary>
    public ConcurrentQueue<ShopMessageTry> Tries { get; } = [];

    /// <summary>What was taken over.</summary>
    public IEnumerable<ShopMessageTry> Told => Tries.Where(told => told.Answer is >= 200 and < 300);

    public static async Task<ShopServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        var shop = new ShopServer(builder.Build());
        shop._server.MapPost("/told", shop.TakeAsync);
        await shop._server.StartAsync();
        return shop;
    }

    /// <summary>The subjects' messages of a type, in the order in which they were taken over.</summary>
    public IReadOnlyList<ShopMessageTry> Of(params string[] types) => [.. Told.Where(told => types.Contains(told.Body.GetProperty("type").GetString()))];

    /// <summary>A message of the shop, signed as Standard Webhooks say.</summary>
    public static HttpRequestMessage Message(string shop, string secret, string id, string body, DateTimeOffset at) => new(HttpMethod.Post, $"/api/v1/shops/{shop}/events")
    {
        Headers = { { "webhook-id", id }, { "webhook-timestamp", $"{at.ToUnixTimeSeconds()}" }, { "webhook-signature", Sign(secret, id, $"{at.ToUnixTimeSeconds()}", body) } },
        Content = new StringContent(body, Encoding.UTF8, "application/json"),
    };

    public async ValueTask DisposeAsync()
    {
        _free.TrySetResult();
        await _server.DisposeAsync();
    }

    private async Task<IResult> TakeAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        var body = await reader.ReadToEndAsync();
        if (IsHung)
            await _free.Task.WaitAsync(request.HttpContext.RequestAborted);
        var (id, at) = (request.Headers["webhook-id"].ToString(), request.Headers["webhook-timestamp"].ToString());
        var isSigned = request.Headers["webhook-signature"].ToString().Split(' ').Contains(Sign(Secret, id, at, body), StringComparer.Ordinal);
        var answer = isSigned ? (int)Status : 401;
        Tries.Enqueue(new ShopMessageTry(id, JsonDocument.Parse(body).RootElement, answer));
        return Microsoft.AspNetCore.Http.Results.StatusCode(answer);
    }

    private static string Sign(string secret, string id, string at, string body) =>
        $"v1,{Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret.Split('_')[1]), Encoding.UTF8.GetBytes($"{id}.{at}.{body}")))}";
}

/// <param name="Id">The <c>webhook-id</c>.</param>
/// <param name="Body">The message.</param>
/// <param name="Answer">The status with which it was answered.</param>
internal sealed record ShopMessageTry(string Id, JsonElement Body, int Answer)
{
    public JsonElement Data => Body.GetProperty("data");

    public string Type => Body.GetProperty("type").GetString()!;
}
