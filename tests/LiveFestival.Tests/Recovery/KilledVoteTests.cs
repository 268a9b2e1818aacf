using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Broadcast.Chat.Contracts.Events;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TestKit;
using TestKit.Hosts;
using TestKit.Redis;
using TestKit.Rooms;

namespace LiveFestival.Tests.Recovery;

/// <summary>The process that keeps votes is killed while persons vote, while a vote is opened, and while one is closed. KILLS says how often.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class KilledVoteTests
{
    private const int Voters = 24;
    private const string Issuer = "https://shop.example";
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);

    private static int Kills => int.Parse(Environment.GetEnvironmentVariable("KILLS") ?? "2", CultureInfo.InvariantCulture);

    [Test]
    public async Task What_was_acknowledged_is_counted_once_and_each_vote_has_one_result()
    {
        using var folder = new TemporaryFolder();
        await using var redis = await RedisServer.StartAsync();
        await using var host = await FestivalHost.StartAsync(
            "--Roles", "api,chat", "--Demo", "true", "--Demo:Encoders", "false", "--Demo:SlotSeconds", "900", "--ConnectionStrings:Redis", redis.ConnectionString,
            "--ConnectionStrings:Database", $"Data Source={folder.File("votes.db")}", "--Rooms:PictureDelay", "00:00:00",
            "--Tokens:Keys:0:Id", "one", "--Tokens:Keys:0:Secret", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            "--Keys:Root", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            "--Tokens:Issuers:0:Issuer", Issuer, "--Tokens:Issuers:0:SharedKey", Convert.ToBase64String(Key));

        for (var round = 0; round < Kills; round++)
            await PlayAsync(host, round);
    }

    private static async Task PlayAsync(FestivalHost host, int round)
    {
        using var anchor = host.Client(host.Demo.AnchorToken);
        using var made = await anchor.PostAsJsonAsync("/api/v1/stages/gushi/votes", new { title = "最美农场", options = new[] { new { name = "甲" }, new { name = "乙" } }, seconds = 3600 });
        var id = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        var receipts = new ConcurrentDictionary<int, string>();

        var opening = StepAsync(anchor, id, "open");
        if (round % 3 == 2)
            host.Process.Kill();
        await opening;
        var half = new TaskCompletionSource();
        var casting = Task.WhenAll(Enumerable.Range(0, Voters).Select(voter => Task.Run(async () =>
        {
            await CastAsync(host, id, voter, receipts);
            if (receipts.Count >= Voters / 2)
                half.TrySetResult();
        })));
        if (round % 3 == 0)
        {
            await Task.WhenAny(half.Task, casting);
            host.Process.Kill();
        }

        await casting;
        var acknowledged = receipts.ToArray();
        if (round % 3 != 1)
            await host.StartAgainAsync();
        using var after = host.Client(host.Demo.AnchorToken);
        await StepAsync(after, id, "open");
        await Task.WhenAll(Enumerable.Range(0, Voters).Select(voter => CastAsync(host, id, voter, receipts)));
        Assert.That(receipts, Has.Count.EqualTo(Voters));
        Assert.That(acknowledged.Where(receipt => receipts[receipt.Key] != receipt.Value), Is.Empty, "who had a receipt has the same one");

        var closing = StepAsync(after, id, "close");
        if (round % 3 == 1)
        {
            host.Process.Kill();
            await closing;
            await host.StartAgainAsync();
        }

        await SettledAsync(host, id, receipts);
    }

    private static async Task SettledAsync(FestivalHost host, string id, IReadOnlyDictionary<int, string> receipts)
    {
        using var anchor = host.Client(host.Demo.AnchorToken);
        using var operators = host.Client(host.Demo.OperatorToken);
        await StepAsync(anchor, id, "close");
        await Eventually.TrueAsync(async () => (await operators.GetFromJsonAsync<JsonElement>($"/api/v1/votes/{id}")).GetProperty("state").GetString() == "settled", "the vote is settled");
        await using var viewer = RoomUser.WithToken(new Uri(host.Http, "/hubs/room"), Token(0));
        await viewer.JoinAsync("gushi");
        await viewer.LearnsAsync<VoteSettled>(vote => vote.Id.Value == id);

        var told = viewer.Learned<VoteSettled>().Single(vote => vote.Id.Value == id);
        var ballots = (await operators.GetFromJsonAsync<JsonElement>($"/api/v1/votes/{id}/ballots")).GetProperty("items").EnumerateArray()
            .Select(ballot => (Digest: ballot.GetProperty("digest").GetString()!, Option: ballot.GetProperty("option").GetInt32())).ToList();
        var root = SHA256.HashData(Encoding.ASCII.GetBytes(string.Concat(ballots.Select(ballot => $"{ballot.Digest}\n"))));
        Assert.Multiple(() =>
        {
            Assert.That(ballots.Select(ballot => ballot.Digest), Is.EquivalentTo(receipts.Values));
            Assert.That(told.Counts, Is.EqualTo([(long)Voters / 2, Voters / 2]));
            Assert.That(told.Root, Is.EqualTo(Convert.ToHexStringLower(root)));
        });
    }

    /// <summary>Sends a ballot twice at once; keeps the digest of the receipt. A process that is not there is no fault.</summary>
    private static Task CastAsync(FestivalHost host, string id, int voter, ConcurrentDictionary<int, string> receipts) => Task.WhenAll(Enumerable.Range(0, 2).Select(async _ =>
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/votes/{id}/ballots") { Content = JsonContent.Create(new { option = voter % 2 }) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token(voter));
        request.Headers.Add("Idempotency-Key", $"{id}-{voter}");
        try
        {
            using var answer = await host.Anonymous.SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created).Or.EqualTo(HttpStatusCode.Conflict), text);
            if (answer.StatusCode == HttpStatusCode.Created)
            {
                var digest = JsonDocument.Parse(text).RootElement.GetProperty("digest").GetString()!;
                Assert.That(receipts.GetOrAdd(voter, digest), Is.EqualTo(digest));
            }
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException or TaskCanceledException)
        {
            // It was killed: whether the ballot counts, the next call with the key says.
        }
    }));

    private static async Task StepAsync(HttpClient anchor, string id, string step)
    {
        try
        {
            using var answer = await anchor.PostAsJsonAsync($"/api/v1/votes/{id}/{step}", new { });
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException or TaskCanceledException)
        {
            // It was killed; the step is asked for again.
        }
    }

    private static string Token(int voter) => new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(
        $$"""{"iss":"{{Issuer}}","aud":"livefestival","sub":"voter-{{voter}}","name":"Mei","exp":{{DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds()}}}""",
        new SigningCredentials(new SymmetricSecurityKey(Key), SecurityAlgorithms.HmacSha256));
}
