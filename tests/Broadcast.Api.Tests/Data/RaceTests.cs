using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Broadcast.Api.Results;
using Broadcast.Api.Tests.Claims;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Outcomes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Broadcast.Api.Tests.Data;

/// <summary>What is decided once is decided once, whoever asks at the same time: two Api processes on PostgreSQL, one on SQLite.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.Postgres)]
internal sealed class RaceTests(Engine engine)
{
    private const int Runners = 8;
    private ApiHost _one = null!;
    private ApiHost? _two;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        var spine = (string[])
        [
            "--Redis:Prefix", $"race-{Guid.NewGuid():N}", "--Tokens:Keys:0:Secret", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)), "--Sites:Most", "5",
        ];
        _one = await ApiHost.StartAsync(engine, spine);
        if (engine == Engine.Postgres)
            _two = await ApiHost.StartAsync(engine, [.. spine, "--ConnectionStrings:Database", _one.Connection]);
        await _one.CreateFestivalAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_two is not null)
            await _two.DisposeAsync();
        await _one.DisposeAsync();
    }

    [Test]
    public async Task An_id_of_a_channel_is_given_to_one_festival_or_one_stage()
    {
        for (var round = 0; round < 3; round++)
        {
            var id = $"channel-{round}";
            var codes = await RaceAsync(i => (client) => i % 2 == 0
                ? client.PostAsync("/api/v1/festivals", new { id, name = "节" })
                : client.PostAsync("/api/v1/festivals/festival/stages", new { id, name = "台" }));

            Assert.That(codes, Is.EquivalentTo(OneOf("channel.taken")));
        }
    }

    [Test]
    public async Task Stages_that_are_added_at_once_have_places_of_their_own()
    {
        await _one.Operator.PostAsync("/api/v1/festivals", new { id = "places", name = "节" }).OkAsync();

        var codes = await RaceAsync(i => client => client.PostAsync("/api/v1/festivals/places/stages", new { id = $"place-{i}", name = "台" }));

        await using var database = _one.Database();
        var places = await database.Set<Broadcast.Api.Festivals.Stage>().Where(stage => stage.FestivalId == FestivalId.Parse("places")).Select(stage => stage.Order).ToListAsync();
        Assert.That(codes, Has.All.Null);
        Assert.That(places.Order(), Is.EqualTo(Enumerable.Range(0, Runners)));
    }

    [Test]
    public async Task An_id_of_a_product_is_given_once()
    {
        var codes = await RaceAsync(i => client => client.PostAsync("/api/v1/products", new { id = "goose", name = $"鹅 {i}", price = 1, url = "/a" }));

        Assert.That(codes, Is.EquivalentTo(OneOf("product.exists")));
    }

    [Test]
    public async Task A_product_is_removed_once_and_nobody_sees_a_fault()
    {
        await _one.Operator.PutAsJsonAsync("/api/v1/products/duck", new { name = "鸭", price = 1, stock = 5 }).OkAsync();

        var codes = await RaceAsync(_ => client => client.DeleteAsync("/api/v1/products/duck"));

        var movements = (await _one.Operator.GetAsync("/api/v1/products/duck/movements").OkAsync()).ToString();
        Assert.That(codes, Has.All.Null);
        Assert.That(movements.Split("\"removed\"").Length - 1, Is.EqualTo(1), movements);
    }

    [Test]
    public async Task A_product_that_is_put_and_removed_at_once_is_no_fault_for_anybody()
    {
        var codes = await RaceAsync(i => client => i % 2 == 0
            ? client.DeleteAsync("/api/v1/products/swan")
            : client.PutAsJsonAsync("/api/v1/products/swan", new { name = $"天鹅 {i}", price = i, url = "/a" }));

        Assert.That(codes.Where((_, i) => i % 2 == 0), Has.All.AnyOf(null, "product.unknown"));
        Assert.That(codes.Where((_, i) => i % 2 == 1), Has.All.Null);
    }

    [Test]
    public async Task An_address_has_one_account_and_one_role()
    {
        var codes = await RaceAsync(i => client => client.PostAsync(
            "/api/v1/accounts", new { email = "li@example.org", name = $"Li {i}", password = "a-long-password", roles = (string[])["auditor"] }));

        Assert.That(codes, Is.EquivalentTo(OneOf("account.exists")));
    }

    [Test]
    public async Task Of_changes_of_one_rundown_from_one_revision_one_is_kept()
    {
        var revision = (await _one.Anonymous.GetOkAsync("/api/v1/festivals/festival/rundown")).GetProperty("revision").GetInt64();

        var codes = await RaceAsync(i => client => client.PutAsJsonAsync("/api/v1/festivals/festival/rundown", new
        {
            revision,
            slots = (object[])[new { stage = "gushi", title = $"{i}", start = "2026-08-10T10:00:00Z", duration = 60 }],
        }));

        Assert.That(codes, Is.EquivalentTo(OneOf("rundown.conflict")));
    }

    [Test]
    public async Task No_more_sites_are_made_than_there_may_be()
    {
        var codes = await RaceAsync(i => client => client.PostAsync(
            "/api/v1/sites", new { id = $"site-{i}", name = "文化站", village = "陈集村", county = "固始县", province = "河南省" }));

        Assert.That(codes.Count(code => code is null), Is.EqualTo(5));
        Assert.That(codes.Where(code => code is not null), Has.All.EqualTo("site.too_many"));
    }

    [Test]
    public async Task A_question_has_one_result_whichever_process_draws()
    {
        var seed = RandomNumberGenerator.GetBytes(32);
        var outcome = new QuestionSettled
        {
            Id = "question:gushi.race",
            Stage = StageId.Parse("gushi"),
            At = 1_000,
            Question = QuestionId.Parse("gushi.race"),
            Text = "几个蛋?",
            Options = ["一", "二"],
            Answer = 0,
            Winners = 1,
            Seed = Convert.ToHexStringLower(seed),
            Commitment = Convert.ToHexStringLower(SHA256.HashData(seed)),
            Counts = [Runners, 0],
            Entrants = [],
        };

        // Each brings other entrants, so that a second draw would have other winners.
        var drawn = await Task.WhenAll(Enumerable.Range(0, Runners).Select(i => Task.Run(() => Host(i).Services.GetRequiredService<ResultBook>().SettleAsync(
            outcome with { Entrants = [new Winner { Viewer = ViewerId.Parse($"person:{i}"), Name = $"n{i}" }] }, CancellationToken.None))));

        Assert.That(drawn.Select(result => result!.Winners.Single().Viewer).Distinct().Count(), Is.EqualTo(1));
    }

    [Test]
    public async Task A_prize_is_claimed_once_and_again_only_after_its_erasure()
    {
        var seed = RandomNumberGenerator.GetBytes(32);
        await _one.Services.GetRequiredService<ResultBook>().SettleAsync(
            new QuestionSettled
            {
                Id = "question:gushi.claimed",
                Stage = StageId.Parse("gushi"),
                At = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(),
                Question = QuestionId.Parse("gushi.claimed"),
                Text = "几只鹅？",
                Options = ["一", "二"],
                Answer = 0,
                Winners = 1,
                Seed = Convert.ToHexStringLower(seed),
                Commitment = Convert.ToHexStringLower(SHA256.HashData(seed)),
                Counts = [1, 0],
                Entrants = [new Winner { Viewer = ViewerId.Parse("person:mei"), Name = "mei" }],
            },
            CancellationToken.None);
        for (var round = 0; round < 2; round++)
        {
            var codes = await RaceAsync(i => async _ =>
            {
                using var winner = Host(i).Client(Host(i).PersonToken("mei"));
                return await winner.PostAsync(WonPrizes.Claim("gushi.claimed"), WonPrizes.Recipient);
            });
            Assert.That(codes, Is.EquivalentTo(OneOf("claim.exists")));

            var erased = await RaceAsync(i => async _ =>
            {
                using var winner = Host(i).Client(Host(i).PersonToken("mei"));
                return await winner.DeleteAsync(WonPrizes.Claim("gushi.claimed"));
            });
            Assert.That(erased, Has.All.Null);
        }
    }

    private ApiHost Host(int runner) => runner % 4 < 2 || _two is null ? _one : _two;

    /// <summary>The error code of each call, null of those that succeeded; nobody gets a 5xx.</summary>
    private async Task<IReadOnlyList<string?>> RaceAsync(Func<int, Func<HttpClient, Task<HttpResponseMessage>>> call) =>
        await Task.WhenAll(Enumerable.Range(0, Runners).Select(i => Task.Run(async () =>
        {
            using var answer = await call(i)(Host(i).Operator);
            var text = await answer.Content.ReadAsStringAsync();
            Assert.That(answer.StatusCode, Is.LessThan(HttpStatusCode.InternalServerError), text);
            return answer.IsSuccessStatusCode ? null : JsonDocument.Parse(text).RootElement.GetProperty("code").GetString();
        })));

    private static IEnumerable<string?> OneOf(string others) => Enumerable.Repeat<string?>(others, Runners - 1).Append(null);
}
