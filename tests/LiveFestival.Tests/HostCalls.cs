using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using TestKit.Hosts;

namespace LiveFestival.Tests;

/// <summary>Calls to a host that several tests make.</summary>
internal static class HostCalls
{
    public static async Task<JsonElement> ChannelAsync(this FestivalHost host, string channel) =>
        await host.Anonymous.GetFromJsonAsync<JsonElement>($"/api/v1/channels/{channel}");

    /// <summary>Sends JSON and returns the answer's body; fails with the server's text when the status is not the expected one.</summary>
    public static async Task<JsonElement> PostAsync(this HttpClient client, string path, object? body = null, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var answer = await client.PostAsJsonAsync(path, body ?? new { });
        var text = await answer.Content.ReadAsStringAsync();
        Assert.That(answer.StatusCode == expected || (expected == HttpStatusCode.OK && answer.IsSuccessStatusCode), Is.True, $"POST {path}: {(int)answer.StatusCode} {text}");
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement.Clone();
    }
}
