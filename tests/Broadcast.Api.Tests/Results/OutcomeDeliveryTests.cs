using System.Security.Cryptography;
using System.Text.Json;
using Broadcast.Api.Results;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Outcomes;
using Broadcast.Chat.Spine.Redis;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;
using TestKit;

namespace Broadcast.Api.Tests.Results;

/// <summary>What a room has written to its stream, as the host takes it from there.</summary>
public sealed class OutcomeDeliveryTests
{
    private static readonly RoomId Gushi = RoomId.Parse("gushi");
    private ApiHost _host = null!;

    private IDatabase Redis => _host.Services.GetRequiredService<RedisLink>().Database;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _host = await ApiHost.StartAsync();
        await _host.CreateFestivalAsync();
        await Eventually.TrueAsync(() => _host.Facts.Stages.Any(stage => stage.Id.Value == "gushi"), "the facts have the stage");
        await Redis.HashSetAsync(Key("meta"), [new("e", "now"), new("r", "now"), new("s", 5)]);
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _host.DisposeAsync();

    [Test]
    public async Task A_closed_question_of_a_whole_log_is_drawn_and_its_room_is_told()
    {
        var (id, _) = await CloseAsync("gushi.whole", root: "now");

        await StateIsAsync(id, "sealed");

        var drawing = JsonSerializer.Deserialize<JsonElement>((string)(await Redis.HashGetAsync(Key($"question:{id}"), "result"))!);
        Assert.That(drawing.EnumerateArray().Single().GetProperty("viewer").GetString(), Is.EqualTo("person:ann"));
    }

    [Test]
    public async Task A_closed_question_whose_log_has_lost_events_is_voided_in_its_room_and_in_the_database()
    {
        var (id, entry) = await CloseAsync("gushi.partly", root: "ended");

        await StateIsAsync(id, "voided");
        await GoneAsync(entry);

        var result = await _host.Operator.GetOkAsync($"/api/v1/results/questions/{id}");
        Assert.Multiple(() =>
        {
            Assert.That(result.GetProperty("voidedAt").ValueKind, Is.EqualTo(JsonValueKind.String));
            Assert.That(result.GetProperty("winners").GetArrayLength(), Is.Zero);
        });
    }

    [Test]
    public async Task A_result_that_is_committed_is_told_although_the_log_has_lost_events_since()
    {
        var id = QuestionId.Parse("gushi.committed");
        var settled = Settled(id);
        await _host.Services.GetRequiredService<ResultBook>().SettleAsync(settled, CancellationToken.None);

        await CloseAsync(id.Value, root: "ended");
        await StateIsAsync(id, "sealed");

        var drawing = JsonSerializer.Deserialize<JsonElement>((string)(await Redis.HashGetAsync(Key($"question:{id}"), "result"))!);
        Assert.That(drawing.EnumerateArray().Single().GetProperty("viewer").GetString(), Is.EqualTo("person:mei"));
    }

    [Test]
    public async Task A_doubtful_question_is_told_again_when_its_result_is_committed_and_voided_when_it_is_not()
    {
        var committed = QuestionId.Parse("gushi.told");
        await _host.Services.GetRequiredService<ResultBook>().SettleAsync(Settled(committed), CancellationToken.None);

        await CloseAsync(committed.Value, root: "ended", state: "doubtful");
        var (unknown, _) = await CloseAsync("gushi.untold", root: "ended", state: "doubtful");
        await StateIsAsync(committed, "sealed");
        await StateIsAsync(unknown, "voided");

        var drawing = JsonSerializer.Deserialize<JsonElement>((string)(await Redis.HashGetAsync(Key($"question:{committed}"), "result"))!);
        var told = (await Redis.StreamRangeAsync(Key("control"))).Select(entry => (string)entry["t"]!).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(drawing.EnumerateArray().Single().GetProperty("viewer").GetString(), Is.EqualTo("person:mei"));
            Assert.That(told, Has.Some.Contains("question.voided").And.Some.Contains("gushi.untold"));
        });
    }

    [Test]
    public async Task A_question_that_the_database_has_voided_is_voided_in_its_room_although_its_log_is_whole()
    {
        // As when the process that voided it died before it told the room, and Redis then lost that it knew of a loss.
        var settled = Settled(QuestionId.Parse("gushi.decided"));
        await _host.Services.GetRequiredService<ResultBook>().VoidAsync(settled, CancellationToken.None);

        var (id, _) = await CloseAsync(settled.Question.Value, root: "now");

        await StateIsAsync(id, "voided");
    }

    [Test]
    public async Task A_question_that_its_room_voided_is_voided_in_the_database()
    {
        var id = QuestionId.Parse("gushi.voided");
        await _host.Services.GetRequiredService<ResultBook>().SettleAsync(Settled(id), CancellationToken.None);

        var (_, entry) = await CloseAsync(id.Value, root: "now", state: "voided");
        await GoneAsync(entry);

        var result = await _host.Operator.GetOkAsync($"/api/v1/results/questions/{id}");
        Assert.That((result.GetProperty("voidedAt").ValueKind, result.GetProperty("winners").GetArrayLength()), Is.EqualTo((JsonValueKind.String, 0)));
    }

    [Test]
    public async Task An_open_question_is_not_drawn_and_an_unknown_kind_stays()
    {
        var raffle = await Redis.StreamAddAsync(Key("outcomes"), [new("k", "raffle"), new("s", "r1")]);
        var (open, entry) = await CloseAsync("gushi.open", root: "now", state: "open");
        var (behind, _) = await CloseAsync("gushi.behind", root: "now");

        await StateIsAsync(behind, "sealed");
        var before = (await Redis.StreamRangeAsync(Key("outcomes"))).Select(left => left.Id).ToList();
        await Redis.HashSetAsync(Key($"question:{open}"), "state", "closed");
        await StateIsAsync(open, "sealed");
        await GoneAsync(entry);

        var after = (await Redis.StreamRangeAsync(Key("outcomes"))).Select(left => left.Id).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(before, Is.SupersetOf(new[] { raffle, entry }));
            Assert.That(after, Does.Contain(raffle));
        });
    }

    private RedisKey Key(string part) => _host.Services.GetRequiredService<RedisKeys>().Room(Gushi, part);

    /// <summary>Writes a question with one right answer, and its outcome, as the room does.</summary>
    private async Task<(QuestionId Id, RedisValue Entry)> CloseAsync(string question, string root, string state = "closed")
    {
        var seed = RandomNumberGenerator.GetBytes(32);
        await Redis.HashSetAsync(Key($"question:{question}:entries"), "person:ann", "0|ann");
        await Redis.HashSetAsync(Key($"question:{question}"),
        [
            new("state", state), new("text", "几只鹅？"), new("options", """["一","二"]"""), new("n", 2), new("answer", 0), new("winners", 1), new("prize", ""),
            new("seed", Convert.ToHexStringLower(seed)), new("commitment", Convert.ToHexStringLower(SHA256.HashData(seed))), new("closesAt", 1),
            new("acceptUntil", 2), new("root", root), new("run", ""), new("c0", 1),
        ]);
        var entry = await Redis.StreamAddAsync(Key("outcomes"), [new("k", "question"), new("s", question), new("window", question), new("at", 1000)]);
        return (QuestionId.Parse(question), entry);
    }

    private Task StateIsAsync(QuestionId id, string state) =>
        Eventually.TrueAsync(async () => await Redis.HashGetAsync(Key($"question:{id}"), "state") == state, $"question {id} is {state}");

    private Task GoneAsync(RedisValue entry) =>
        Eventually.TrueAsync(async () => (await Redis.StreamRangeAsync(Key("outcomes"))).All(left => left.Id != entry), "the outcome is acknowledged");

    private static QuestionSettled Settled(QuestionId id)
    {
        var seed = RandomNumberGenerator.GetBytes(32);
        return new QuestionSettled
        {
            Id = $"question:{id}",
            Stage = StageId.Parse("gushi"),
            At = 1_000,
            Question = id,
            Text = "几只鹅？",
            Options = ["一", "二"],
            Answer = 0,
            Winners = 1,
            Seed = Convert.ToHexStringLower(seed),
            Commitment = Convert.ToHexStringLower(SHA256.HashData(seed)),
            Counts = [1, 0],
            Entrants = [new Winner { Viewer = ViewerId.Parse("person:mei"), Name = "Mei" }],
        };
    }
}
