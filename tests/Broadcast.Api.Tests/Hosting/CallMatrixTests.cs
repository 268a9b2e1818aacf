using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Broadcast.Api.Pages;
using Broadcast.Api.Tests.Tickets;
using TestKit;

namespace Broadcast.Api.Tests.Hosting;

/// <summary>
/// Every call of the running host, by every kind of caller. <see cref="CallTable"/> says who may: a call that it does not have, or that lets
/// other callers pass, fails the test. Who passes may still be told that something is missing or unknown. No cache keeps an answer of the API.
/// </summary>
public sealed class CallMatrixTests
{
    /// <summary>The one answer of the API that is made for caches: every home page asks for it, and it is the same for all.</summary>
    private const string ForCaches = "/api/v1/channels/{channel}/replays";

    private static readonly Dictionary<string, object> Bodies = new(StringComparer.Ordinal)
    {
        // A restriction is read before the caller's rights are asked for, because they depend on its kind.
        ["RestrictionBody"] = new { kind = "timeout", seconds = 60 },
    };

    [Test]
    public async Task Each_call_lets_exactly_those_pass_who_may_and_meets_no_fault()
    {
        await using var login = await PersonLogin.StartAsync();
        await using var host = await ApiHost.StartAsync(
            ["--Roles", "all", "--Demo", "false", "--Ingest:Rtmp:Port", "0", "--Ingest:Rtmp:Address", "127.0.0.1", "--Tickets:PerAddress", "100000",
             "--Accounts:SignInsPerAddress", "100000", "--Sites:TicketsPerAddress", "100000", .. login.Settings]);
        await host.CreateFestivalAsync();
        // A stage that is on air cannot be retired. The later calls of the table need the stage.
        await host.Operator.PutAsJsonAsync(
            "/api/v1/festivals/festival/rundown",
            new { revision = 0, slots = new[] { new { stage = "gushi", title = "on", start = DateTimeOffset.UtcNow.AddMinutes(-1), duration = 36_000 } } }).OkAsync();
        await Eventually.TrueAsync(async () => (await host.Anonymous.GetAsync("/live/gushi/poster.jpg")).IsSuccessStatusCode, "the stage's channel is there, with its slate");
        var callers = await Callers.OfAsync(host, login);
        var calls = HostCall.Of(host);

        var faults = new ConcurrentQueue<string>();
        var can = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var call in calls)
        {
            // What only reads is asked by all at once, because some answers wait for media that is encoded for them.
            using var turn = new SemaphoreSlim(call.Verb == HttpMethod.Get ? Callers.All.Length : 1);
            var passes = await Task.WhenAll(Callers.All.Select(async caller =>
            {
                await turn.WaitAsync();
                try
                {
                    return await PassesAsync(host, call, caller, callers.Token(caller), faults);
                }
                finally
                {
                    turn.Release();
                }
            }));
            can[$"{call}"] = [.. Callers.All.Where((_, i) => passes[i])];
        }

        Assert.That(faults.Concat(CallerTable.Faults(CallTable.Read(), can)), Is.Empty);
        TestContext.Out.WriteLine($"{calls.Count} calls, {calls.Count * Callers.All.Length} pairs of call and caller");
    }

    /// <summary>False when the caller is refused as such; a failure of the host is added to the faults.</summary>
    private static async Task<bool> PassesAsync(ApiHost host, HostCall call, string caller, string? token, ConcurrentQueue<string> faults)
    {
        using var request = new HttpRequestMessage(call.Verb, new Uri(host.Http, call.Path));
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (call.Method is "POST" or "PUT" or "PATCH")
            request.Content = JsonContent.Create(call.Body is { } body && Bodies.TryGetValue(body.Name, out var example) ? example : new { });
        // Some answers never end.
        using var answer = await host.Anonymous.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var status = (int)answer.StatusCode;
        if (status >= 500 && !(PagesFolder.Find() is null && PagesModule.Paths.Contains(call.Pattern, StringComparer.Ordinal)))
            faults.Enqueue($"{call} answers {caller} with {status}");
        if (call.Path.StartsWith("/api/", StringComparison.Ordinal) && call.Pattern != ForCaches && answer.Headers.CacheControl?.NoStore != true)
            faults.Enqueue($"{call} lets caches keep what it answers {caller}");
        return status is not (401 or 403) || await CodeAsync(answer) is not ("auth.required" or "auth.forbidden" or "person.required");
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage answer)
    {
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return problem.RootElement.GetProperty("code").GetString();
    }
}
