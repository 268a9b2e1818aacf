using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.Extensions.DependencyInjection;

namespace Broadcast.Api.Tests.Votes;

/// <summary>Votes of the stage gushi, over HTTP.</summary>
internal static class VoteRig
{
    private static int _persons;

    /// <summary>Somebody who has voted for nothing yet.</summary>
    public static string NewPerson() => $"voter-{Interlocked.Increment(ref _persons)}";

    /// <summary>The id of a new vote for the best farm.</summary>
    public static async Task<string> MakeAsync(this ApiHost host, object? times = null, string results = "after", string? strength = null)
    {
        var draft = Draft(times ?? new { seconds = 600 });
        (draft["results"], draft["strength"]) = (results, strength);
        return (await host.Operator.PostAsync("/api/v1/stages/gushi/votes", draft).OkAsync()).GetProperty("id").GetString()!;
    }

    /// <summary>A vote for the best farm, as it is sent.</summary>
    public static JsonObject Draft(object times)
    {
        var draft = JsonSerializer.SerializeToNode(times)!.AsObject();
        draft["title"] = "最美农场";
        draft["options"] = JsonSerializer.SerializeToNode(new object[] { new { name = "王家农场", nameEn = "Wang's farm" }, new { name = "李家农场" }, new { name = "荷塘" } });
        return draft;
    }

    public static async Task<string> OpenedAsync(this ApiHost host, string results = "after")
    {
        var id = await host.MakeAsync(results: results);
        await host.StepAsync(id, "open").OkAsync();
        return id;
    }

    public static Task<HttpResponseMessage> StepAsync(this ApiHost host, string id, string step) => host.Operator.PostAsync($"/api/v1/votes/{id}/{step}", new { });

    /// <param name="host">The host.</param>
    /// <param name="id">The vote.</param>
    /// <param name="person">Who votes.</param>
    /// <param name="option">From 0.</param>
    /// <param name="key">The Idempotency-Key.</param>
    public static async Task<HttpResponseMessage> CastAsync(this ApiHost host, string id, string person, int option, string? key = null)
    {
        using var client = host.Client(host.PersonToken(person));
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/votes/{id}/ballots") { Content = JsonContent.Create(new { option }) };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return await client.SendAsync(request);
    }

    public static Task<JsonElement> VoteAsync(this ApiHost host, string id) => host.Anonymous.GetOkAsync($"/api/v1/votes/{id}");

    public static async Task<string?> StateAsync(this ApiHost host, string id) => (await host.VoteAsync(id)).GetProperty("state").GetString();

    /// <summary>The counts and the root, made anew from the listed digests, three to a page.</summary>
    public static async Task<(IReadOnlyList<long> Counts, string Root)> CountAgainAsync(this ApiHost host, string id)
    {
        var (counts, digests, after) = (new long[3], new StringBuilder(), "");
        while (true)
        {
            var page = await host.Operator.GetOkAsync($"/api/v1/votes/{id}/ballots?limit=3&after={after}");
            foreach (var item in page.GetProperty("items").EnumerateArray())
            {
                counts[item.GetProperty("option").GetInt32()]++;
                digests.Append(item.GetProperty("digest").GetString()).Append('\n');
            }

            if (page.GetProperty("next").GetString() is not { } next)
                return (counts, Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(digests.ToString()))));
            after = next;
        }
    }

    /// <summary>The ticket of somebody who has signed in with a mailbox.</summary>
    public static string ProvenToken(this ApiHost host, Proof proof) => host.Services.GetRequiredService<TokenSigner>()
        .Sign(new TokenSubject($"person:{NewPerson()}", "Proven", [], [], Guid.NewGuid().ToString("N")) { Proof = proof }, TimeSpan.FromHours(1));
}
