using System.Net.Http.Json;
using System.Text.Json;

namespace Broadcast.Api.Tests.Shops;

/// <summary>What operators do with shops.</summary>
internal static class ShopCalls
{
    /// <summary>Makes a shop that is told at a server's address; returns its machine key.</summary>
    public static async Task<string> AddShopAsync(this ApiHost host, string id, ShopServer server)
    {
        var made = await host.MakeShopAsync(id, server.Url);
        server.Secret = made.GetProperty("webhookSecret").GetString()!;
        return made.GetProperty("machineKey").GetString()!;
    }

    public static Task<JsonElement> MakeShopAsync(this ApiHost host, string id, string? url) => host.AskForShopAsync(id, url).OkAsync();

    public static Task<HttpResponseMessage> AskForShopAsync(this ApiHost host, string id, string? url) =>
        host.OnceAsync("/api/v1/shops", new { id, connector = "signed", url });

    /// <summary>Replaces a shop's secret, and returns the new one.</summary>
    public static async Task<string> RotateShopAsync(this ApiHost host, string id) =>
        (await host.OnceAsync($"/api/v1/shops/{id}/secret", new { }).OkAsync()).GetProperty("webhookSecret").GetString()!;

    private static async Task<HttpResponseMessage> OnceAsync(this ApiHost host, string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", $"{Guid.NewGuid():N}");
        return await host.Operator.SendAsync(request);
    }
}
