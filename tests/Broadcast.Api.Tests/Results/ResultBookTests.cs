using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Broadcast.Api.Results;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Outcomes;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.Extensions.DependencyInjection;

namespace Broadcast.Api.Tests.Results;

[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.Postgres)]
public sealed class ResultBookTests(Engine engine)
{
    private ApiHost _host = null!;

    private ResultBook Book => _host.Services.GetRequiredService<ResultBook>();

    [OneTimeSetUp]
    public async Task StartAsync() => _host = await ApiHost.StartAsync(engine);

    [OneTimeTearDown]
    public async Task StopAsync() => await _host.DisposeAsync();

    [Test]
    public async Task Winners_are_the_first_of_the_draw_and_are_read_by_auditors()
    {
        var outcome = Outcome("gushi.read", entrants: 20, winners: 3);

        var winners = await WinnersAsync(outcome);

        using var auditor = _host.Client(_host.Token(Roles.Auditor));
        var result = await auditor.GetOkAsync("/api/v1/results/questions/gushi.read");
        var entrants = await auditor.GetOkAsync("/api/v1/results/questions/gushi.read/entrants");
        var list = await auditor.GetOkAsync("/api/v1/results/questions?stage=gushi");
        var expected = Draw.Rank(outcome.Seed, outcome.Question, outcome.Entrants).Take(3).Select(drawn => drawn.Entrant.Viewer.Value).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(winners!.Select(winner => winner.Viewer.Value), Is.EqualTo(expected));
            Assert.That(result.GetProperty("winners").EnumerateArray().Select(winner => winner.GetProperty("viewer").GetString()), Is.EqualTo(expected));
            Assert.That(result.GetProperty("sound").GetBoolean(), Is.True);
            Assert.That(result.GetProperty("counts").EnumerateArray().Select(count => count.GetInt64()), Is.EqualTo([20L, 5L]));
            Assert.That(entrants.GetArrayLength(), Is.EqualTo(20));
            Assert.That(list.GetProperty("results").EnumerateArray().Select(one => one.GetProperty("id").GetString()), Does.Contain("gushi.read"));
        });
    }

    [Test]
    public async Task A_redelivered_outcome_is_answered_from_the_database_and_never_drawn_again()
    {
        var outcome = Outcome("gushi.again", entrants: 10, winners: 2);
        var first = await WinnersAsync(outcome);

        // As after a crash between the commit and the answer to the room, when the room then sends other data.
        var second = await WinnersAsync(outcome with { Seed = Outcome("gushi.other", 1, 1).Seed, Entrants = [], Winners = 7 });

        Assert.That(second, Is.EqualTo(first).And.Count.EqualTo(2));
    }

    [Test]
    public async Task Many_deliveries_at_once_have_one_effect()
    {
        var outcome = Outcome("gushi.race", entrants: 30, winners: 5);

        var all = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => WinnersAsync(outcome))));

        Assert.That(all, Has.All.EqualTo(all[0]).And.All.Count.EqualTo(5));
    }

    [Test]
    public async Task With_a_seed_that_was_not_committed_to_nobody_wins()
    {
        var outcome = Outcome("gushi.unsound", entrants: 10, winners: 2) with { Commitment = new string('0', 64) };

        var winners = await WinnersAsync(outcome);

        var result = await _host.Operator.GetOkAsync("/api/v1/results/questions/gushi.unsound");
        Assert.Multiple(() =>
        {
            Assert.That(winners, Is.Empty);
            Assert.That(result.GetProperty("sound").GetBoolean(), Is.False);
        });
    }

    [Test]
    public async Task With_fewer_right_answers_than_prizes_everybody_who_was_right_wins()
    {
        var winners = await WinnersAsync(Outcome("gushi.few", entrants: 2, winners: 5));

        Assert.That(winners, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_result_whose_question_is_voided_later_is_marked_and_pays_nobody()
    {
        var outcome = Outcome("gushi.later", entrants: 10, winners: 2);
        await Book.SettleAsync(outcome, CancellationToken.None);

        await Book.VoidAsync(Lost(outcome), CancellationToken.None);
        var again = await Book.SettleAsync(outcome, CancellationToken.None);

        var result = await _host.Operator.GetOkAsync("/api/v1/results/questions/gushi.later");
        Assert.Multiple(() =>
        {
            Assert.That(again, Is.Null);
            Assert.That(result.GetProperty("voidedAt").GetDateTimeOffset(), Is.GreaterThanOrEqualTo(result.GetProperty("settledAt").GetDateTimeOffset()));
            Assert.That(result.GetProperty("winners").GetArrayLength(), Is.Zero);
        });
    }

    [Test]
    public async Task A_question_that_was_voided_is_never_drawn()
    {
        var outcome = Outcome("gushi.never", entrants: 10, winners: 2);

        await Book.VoidAsync(Lost(outcome), CancellationToken.None);
        await Book.VoidAsync(Lost(outcome), CancellationToken.None);
        var winners = await WinnersAsync(outcome);

        var result = await _host.Operator.GetOkAsync("/api/v1/results/questions/gushi.never");
        Assert.Multiple(() =>
        {
            Assert.That(winners, Is.Null);
            Assert.That(result.GetProperty("voidedAt").ValueKind, Is.EqualTo(JsonValueKind.String));
        });
    }

    [Test]
    public async Task Whichever_comes_first_of_a_draw_and_a_loss_stays()
    {
        var outcomes = Enumerable.Range(0, 8).Select(i => Outcome($"gushi.first{i}", entrants: 3, winners: 1)).ToList();

        var decided = await Task.WhenAll(outcomes.Select(outcome => Task.Run(() => Task.WhenAll(
            Book.SettleAsync(outcome, CancellationToken.None), Book.SettleAsync(Lost(outcome) with { Voided = false }, CancellationToken.None)))));

        var voided = await Book.VoidedAmongAsync([.. outcomes.Select(outcome => outcome.Question), QuestionId.Parse("gushi.nothing")], CancellationToken.None);
        Assert.That(outcomes.Select(outcome => voided[outcome.Question]), Is.EqualTo(decided.Select(both => both[0] is null)));
        Assert.That(voided, Has.Count.EqualTo(outcomes.Count), "nothing is said of what is not decided");
        Assert.That(decided.Select(both => both[0]?.Winners.Single()), Is.EqualTo(decided.Select(both => both[1]?.Winners.Single())), "both are told the same");
    }

    [Test]
    public async Task Guests_and_sites_among_the_entrants_of_an_older_node_are_not_drawn()
    {
        var outcome = Outcome("gushi.older", entrants: 2, winners: 9);
        outcome = outcome with { Entrants = [.. outcome.Entrants, .. ((string[])["guest:lin", "site:yatuan", "staff:li"]).Select(id => new Winner { Viewer = ViewerId.Parse(id), Name = id })] };

        var winners = await WinnersAsync(outcome);

        var entrants = await _host.Operator.GetOkAsync("/api/v1/results/questions/gushi.older/entrants");
        Assert.That(winners!.Select(winner => winner.Viewer.Value), Is.EquivalentTo(["person:0", "person:1"]));
        Assert.That(entrants.GetArrayLength(), Is.EqualTo(2));
    }

    [Test]
    public async Task A_pins_interval_is_kept_once()
    {
        var pin = new PinEnded
        {
            Id = "pin:gushi.p1",
            Stage = StageId.Parse("gushi"),
            At = 2000,
            Pin = PinId.Parse("gushi.p1"),
            Product = ProductId.Parse("egg"),
            From = 1000,
            Clicks = 3,
        };
        await Book.KeepAsync(pin, CancellationToken.None);
        await Book.KeepAsync(pin with { Clicks = 9 }, CancellationToken.None);

        var pins = (await _host.Operator.GetOkAsync("/api/v1/results/pins?stage=gushi")).GetProperty("pins").EnumerateArray().ToList();
        Assert.That(pins.Select(one => one.GetProperty("clicks").GetInt64()), Is.EqualTo([3L]));
    }

    [Test]
    public async Task Viewers_and_anchors_do_not_read_results()
    {
        using var anchor = _host.Client(_host.Token(Roles.Anchor));

        await anchor.GetAsync("/api/v1/results/questions").RefusedAsync(HttpStatusCode.Forbidden, "auth.forbidden");
        await _host.Anonymous.GetAsync("/api/v1/results/questions/gushi.read").RefusedAsync(HttpStatusCode.Unauthorized, "auth.required");
        await _host.Operator.GetAsync("/api/v1/results/questions/gushi.none").RefusedAsync(HttpStatusCode.NotFound, "result.unknown");
    }

    private async Task<IReadOnlyList<Winner>?> WinnersAsync(QuestionSettled outcome) => (await Book.SettleAsync(outcome, CancellationToken.None))?.Winners;

    private static QuestionLost Lost(QuestionSettled outcome) => new()
    {
        Id = outcome.Id,
        Stage = outcome.Stage,
        At = outcome.At,
        Question = outcome.Question,
        Text = outcome.Text,
        Options = outcome.Options,
        Answer = outcome.Answer,
        Winners = outcome.Winners,
        Prize = outcome.Prize,
        Seed = outcome.Seed,
        Commitment = outcome.Commitment,
        Counts = outcome.Counts,
        Voided = true,
    };

    private static QuestionSettled Outcome(string question, int entrants, int winners)
    {
        var seed = RandomNumberGenerator.GetBytes(32);
        return new QuestionSettled
        {
            Id = $"question:{question}",
            Stage = StageId.Parse("gushi"),
            At = 1_000,
            Question = QuestionId.Parse(question),
            Text = "几个蛋?",
            Options = ["一", "二"],
            Answer = 0,
            Winners = winners,
            Seed = Convert.ToHexStringLower(seed),
            Commitment = Convert.ToHexStringLower(SHA256.HashData(seed)),
            Counts = [entrants, 5],
            Entrants = [.. Enumerable.Range(0, entrants).Select(i => new Winner { Viewer = ViewerId.Parse($"person:{i}"), Name = $"n{i}" })],
        };
    }
}
