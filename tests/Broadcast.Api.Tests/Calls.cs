using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Broadcast.Api.Tests;

/// <summary>HTTP calls that also check the answer.</summary>
internal static class Calls
{
    public static Task<HttpResponseMessage> PostAsync(this HttpClient client, string path, object body) => client.PostAsJsonAsync(path, body);

    /// <summary>Asserts that the call succeeded, and returns the answer's JSON.</summary>
    public static async Task<JsonElement> OkAsync(this Task<HttpResponseMessage> call)
    {
        using var answer = await call;
        var text = await answer.Content.ReadAsStringAsync();
        Assert.That(answer.IsSuccessStatusCode, Is.True, $"{(int)answer.StatusCode} {text}");
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
    }

    /// <summary>Asserts that the call is refused with this status and code, and returns the answer's JSON.</summary>
    public static async Task<JsonElement> RefusedAsync(this Task<HttpResponseMessage> call, HttpStatusCode status, string code)
    {
        using var answer = await call;
        var text = await answer.Content.ReadAsStringAsync();
        Assert.That(answer.StatusCode, Is.EqualTo(status), text);
        var problem = JsonDocument.Parse(text).RootElement;
        Assert.That(problem.GetProperty("code").GetString(), Is.EqualTo(code));
        return problem;
    }

    public static Task<JsonElement> GetOkAsync(this HttpClient client, string path) => client.GetAsync(path).OkAsync();
}
