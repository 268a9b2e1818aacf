using System.Text.Json;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Spine.Redis;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;
using TestKit;
using TestKit.Redis;

namespace Broadcast.Api.Tests.Facts;

/// <summary>Uses its own Redis, because the tests empty, kill and restart it.</summary>
public sealed class FactsTests
{
    private RedisServer _redis = null!;
    private ApiHost _host = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _redis = await RedisServer.StartAsync();
        _host = await ApiHost.StartOnAsync(_redis);
        await _host.CreateFestivalAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _host.DisposeAsync();
        await _redis.DisposeAsync();
    }

    [Test]
    public async Task Facts_come_back_after_Redis_lost_everything()
    {
        await Eventually.TrueAsync(() => _host.Facts.Stages.Count == 2, "the facts are there");
        await using var redis = await _redis.ConnectAsync();

        await redis.GetServers()[0].FlushAllDatabasesAsync();

        var back = await Eventually.ValueAsync(() => ReadAsync(redis), "the facts are back");
        Assert.Multiple(() =>
        {
            Assert.That(back.Stages.Select(stage => stage.Id.Value), Is.EqualTo(["gushi", "suning"]));
            Assert.That(back.Epoch, Is.EqualTo(_host.Facts.Epoch));
            Assert.That(back.Relays.Single().Channel.Value, Is.EqualTo("festival"));
        });
    }

    [Test]
    public async Task A_change_made_while_Redis_is_away_arrives_when_it_is_back()
    {
        await _redis.KillAsync();
        var before = _host.Facts.Revision;
        await _host.Operator.PostAsync("/api/v1/products", new { id = "away", name = "鸭", price = 1, url = "/a" }).OkAsync();
        using (var ready = await _host.Anonymous.GetAsync("/readyz"))
            Assert.That(await ready.Content.ReadAsStringAsync(), Does.Contain("\"redis\"").And.Contain("\"ready\":false"));

        await _redis.StartAgainAsync();

        await Eventually.TrueAsync(() => _host.Facts.Products.Any(product => product.Id.Value == "away"), "the facts have the product");
        Assert.That(_host.Facts.Revision, Is.GreaterThan(before));
        await Eventually.TrueAsync(async () =>
        {
            using var ready = await _host.Anonymous.GetAsync("/readyz");
            return ready.IsSuccessStatusCode;
        }, "the host is ready again");
    }

    [Test]
    public async Task Every_change_raises_the_revision()
    {
        var revisions = new List<long>();
        for (var i = 0; i < 5; i++)
        {
            await _host.Operator.PostAsync("/api/v1/products", new { name = "鸭", price = 1, url = "/a" }).OkAsync();
            revisions.Add(await RevisionAsync());
        }

        Assert.That(revisions, Is.Ordered.And.Unique);
    }

    [Test]
    public async Task A_sign_in_writes_no_facts_and_its_end_does()
    {
        await _host.Operator.PostAsync("/api/v1/accounts", new { email = "li@festival.example", name = "Li", password = "a long enough one", roles = new[] { "auditor" } }).OkAsync();
        var before = await RevisionAsync();

        var signedIn = await _host.Anonymous.PostAsync("/api/v1/accounts/sign-in", new { user = "li@festival.example", password = "a long enough one" }).OkAsync();
        var after = await RevisionAsync();
        using var client = _host.Client(signedIn.GetProperty("token").GetString());
        await client.PostAsync("/api/v1/accounts/sign-out", content: null).OkAsync();

        Assert.That((after - before, await RevisionAsync() - after), Is.EqualTo((0, 1)));
        await Eventually.TrueAsync(() => _host.Facts.RevokedSessions.Count > 0, "the session is in the facts");
    }

    private async Task<FestivalFacts?> ReadAsync(ConnectionMultiplexer redis)
    {
        var value = await redis.GetDatabase().StringGetAsync(_host.Services.GetRequiredService<RedisKeys>().Facts);
        return value.IsNull ? null : JsonSerializer.Deserialize<FestivalFacts>((string)value!, ContractJson.Options);
    }

    private async Task<long> RevisionAsync()
    {
        await using var database = _host.Database();
        return database.FactsStates.Select(state => state.Revision).Single();
    }
}
