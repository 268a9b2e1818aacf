using System.Globalization;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using TestKit;
using TestKit.Hosts;
using TestKit.Postgres;
using TestKit.Redis;
using TestKit.Rooms;

namespace LiveFestival.Tests.Recovery;

/// <summary>Two Api processes on one PostgreSQL, of which one is killed in the middle of each question. KILLS says how often.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class TwoApisTests
{
    private const string Stage = "gushi";
    private const string Box = "Box_1";
    private const int Stock = 10_000;

    private static int Kills => int.Parse(Environment.GetEnvironmentVariable("KILLS") ?? "14", CultureInfo.InvariantCulture);

    [Test]
    public async Task Whichever_is_killed_each_question_has_one_result_told_once_and_its_prize_leaves_the_stock_once()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var postgres = await PostgresServer.StartAsync();
        string[] spine =
        [
            "--ConnectionStrings:Redis", redis.ConnectionString, "--Rooms:Guests", "read,like,chat,answer", "--Rooms:PictureDelay", "00:00:00",
            "--Tokens:Keys:0:Id", "one", "--Tokens:Keys:0:Secret", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
        ];
        string[] book = ["--Roles", "api", "--Leases:Duration", "00:00:01", "--ConnectionStrings:Database", await postgres.CreateDatabaseAsync(), "--Keys:Root", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)), .. spine];
        await using var chat = await FestivalHost.StartAsync(["--Roles", "chat", .. spine]);
        var (demo, viewer) = await PrepareAsync(book, chat.Http);
        await using var listening = viewer;
        await viewer.JoinAsync(Stage);
        await using var first = await FestivalHost.StartAsync(["--Demo", "false", .. book]);
        await using var second = await FestivalHost.StartAsync(["--Demo", "false", .. book]);
        using var anchor = chat.Client(demo.AnchorToken);

        var asked = new List<QuestionId>();
        for (var round = 0; round < Kills; round++)
            asked.Add(await PlayAsync(anchor, viewer, round, victim: round % 2 == 0 ? first : second));

        using var reader = first.Client(viewer.Token);
        using var operators = first.Client(demo.OperatorToken);
        await Eventually.TrueAsync(async () => (await InboxAsync(reader)).Count == asked.Count, "the winner is told of each prize");
        var told = await InboxAsync(reader);
        var revealed = viewer.Events.Select(heard => heard.Data).OfType<QuestionRevealed>().ToList();
        var box = await operators.GetFromJsonAsync<JsonElement>($"/api/v1/products/{Box}");
        Assert.Multiple(() =>
        {
            Assert.That(revealed.Select(result => result.Id), Is.EqualTo(asked), "each result once");
            Assert.That(revealed.Select(result => result.Winners.Single().Viewer.Value), Has.All.EqualTo(viewer.Viewer));
            Assert.That(told.Select(item => item.GetProperty("data").GetProperty("question").GetString()), Is.EquivalentTo(asked.Select(id => id.Value)));
            Assert.That(told.Select(item => item.GetProperty("position").GetInt64()), Is.EqualTo(Enumerable.Range(1, asked.Count).Select(position => (long)position)));
            Assert.That(box.GetProperty("stock").GetInt64(), Is.EqualTo(Stock - asked.Count));
        });
    }

    /// <summary>The demo's festival, a prize and a person, from a process that is there no longer.</summary>
    private static async Task<(TestKit.Hosts.Demo Demo, RoomUser Viewer)> PrepareAsync(string[] book, Uri chat)
    {
        await using var host = await FestivalHost.StartAsync(["--Demo", "true", "--Demo:Encoders", "false", "--Demo:SlotSeconds", "900", .. book]);
        using var operators = host.Client(host.Demo.OperatorToken);
        using var made = await operators.PutAsJsonAsync($"/api/v1/products/{Box}", new { name = "礼盒", price = 9900, stock = Stock });
        Assert.That(made.IsSuccessStatusCode, Is.True, await made.Content.ReadAsStringAsync());
        return (host.Demo, await RoomUser.PersonAsync(host.Anonymous, chat, "Lin", "13800138000"));
    }

    /// <summary>Asks a question, has it answered, closed and revealed; kills the victim at a moment that each round has for itself.</summary>
    private static async Task<QuestionId> PlayAsync(HttpClient anchor, RoomUser viewer, int round, FestivalHost victim)
    {
        var moment = round % 7;
        if (moment == 0)
            victim.Process.Kill();
        var asking = AskAsync(anchor, round);
        if (moment == 1)
            victim.Process.Kill();
        var id = await asking;
        await viewer.AnswerAsync(id, 1);
        if (moment == 2)
            victim.Process.Kill();
        var closing = anchor.PostAsync($"/api/v1/rooms/{Stage}/questions/{id}/close");
        if (moment == 3)
            victim.Process.Kill();
        await closing;
        if (moment == 4)
            victim.Process.Kill();
        if (moment == 5)
        {
            // The outcome is in Redis, and whoever reads it commits the result or tells the room of it.
            await viewer.HearAsync(EventTypes.QuestionClosed, heard => ((QuestionClosed)heard.Data).Id == id);
            victim.Process.Kill();
        }

        await anchor.PostAsync($"/api/v1/rooms/{Stage}/questions/{id}/reveal");
        var revealed = viewer.HearAsync(EventTypes.QuestionRevealed, heard => ((QuestionRevealed)heard.Data).Id == id);
        if (moment == 6)
        {
            // The winner is about to be told.
            await revealed;
            victim.Process.Kill();
        }

        var back = victim.StartAgainAsync();
        await revealed;
        await back;
        return id;
    }

    /// <summary>Until somebody answers for the prize; the same command each time.</summary>
    private static Task<QuestionId> AskAsync(HttpClient anchor, int round) => WaitAsync(async () =>
    {
        using var answer = await anchor.PostAsJsonAsync(
            $"/api/v1/rooms/{Stage}/questions",
            new { text = "How many eggs?", options = new[] { "One", "Two" }, answer = 1, seconds = 60, winners = 1, productId = Box, id = $"round-{round}" });
        var text = await answer.Content.ReadAsStringAsync();
        if (answer.IsSuccessStatusCode)
            return JsonDocument.Parse(text).RootElement.GetProperty("id").GetString();
        Assert.That(text, Does.Contain("prize.unanswered"));
        return null;
    });

    private static async Task<QuestionId> WaitAsync(Func<Task<string?>> ask) => QuestionId.Parse(await Eventually.ValueAsync(ask, "the question is asked"));

    private static async Task<IReadOnlyList<JsonElement>> InboxAsync(HttpClient person)
    {
        var items = new List<JsonElement>();
        while (true)
        {
            var page = await person.GetFromJsonAsync<JsonElement>($"/api/v1/my/inbox?after={(items.Count == 0 ? 0 : items[^1].GetProperty("position").GetInt64())}");
            items.AddRange(page.GetProperty("items").EnumerateArray());
            if (page.GetProperty("next").ValueKind == JsonValueKind.Null)
                return items;
        }
    }
}
