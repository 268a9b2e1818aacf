using System.Net;
using System.Text.Json;
using Broadcast.Api.Shops;
using Broadcast.Api.Shops.Events;
using Broadcast.Api.Tests.Claims;
using Broadcast.Api.Tests.Tickets;
using Broadcast.Chat.Spine.Leases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TestKit;

namespace Broadcast.Api.Tests.Shops;

/// <summary>What shops tell: verified, kept once, acknowledged, and then carried out.</summary>
public sealed class ShopEventTests
{
    private const string Nothing = """{"type":"order.later","data":{}}""";
    private PersonLogin _login = null!;
    private ApiHost _host = null!;
    private string _secret = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _login = await PersonLogin.StartAsync();
        _host = await ApiHost.StartAsync(_login.Settings);
        _secret = (await _host.MakeShopAsync("farm", url: null)).GetProperty("webhookSecret").GetString()!;
        await _host.MakeShopAsync("mill", url: null);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _host.DisposeAsync();
        await _login.DisposeAsync();
    }

    [Test]
    public async Task A_prize_that_a_shop_has_sent_is_shipped_once_however_often_it_is_told_and_the_winner_hears_of_it()
    {
        var claim = (await _host.ClaimedAsync(_login, "gushi.shipped", "shipped")).Id();
        var body = $$$"""{"type":"claim.shipped","timestamp":"2026-11-30T09:00:00Z","data":{"claim":"{{{claim}}}","carrier":"顺丰","tracking":"SF-77"}}""";

        for (var i = 0; i < 3; i++)
            Assert.That((await SendAsync("farm", _secret, "evt.shipped", body)).Status, Is.EqualTo(HttpStatusCode.NoContent));
        var row = await SettledAsync("evt.shipped");

        using var winner = _host.Person(_login, "shipped");
        using var shipper = _host.Shipper();
        var told = (await winner.GetOkAsync("/api/v1/my/inbox")).GetProperty("items").EnumerateArray().Where(item => item.GetProperty("type").GetString() == "prize.shipped").ToList();
        var entry = (await shipper.GetOkAsync("/api/v1/claims?limit=100")).GetRawText();
        Assert.Multiple(() =>
        {
            Assert.That((row.State, row.Attempts, row.Body), Is.EqualTo((ShopEventStates.Done, 1, "")), "nothing of it stays but that it was done");
            Assert.That(told.Select(item => item.GetProperty("data").GetProperty("tracking").GetString()), Is.EqualTo(["SF-77"]));
            Assert.That(entry, Does.Contain("SF-77"));
        });
        await _host.Operator.PostAsync($"/api/v1/shop-events/{row.Id}/again", content: null).RefusedAsync(HttpStatusCode.Conflict, "shop_event.settled");
        await _host.Operator.DeleteAsync($"/api/v1/shop-events/{row.Id}").RefusedAsync(HttpStatusCode.Conflict, "shop_event.settled");
    }

    [Test]
    public async Task What_goes_with_nothing_here_is_acknowledged_and_kept_to_be_looked_at()
    {
        var body = $$$"""{"type":"claim.shipped","data":{"claim":"{{{new string('a', 32)}}}","carrier":"顺丰","tracking":"SF-1"}}""";
        await SendAsync("farm", _secret, "evt.stray", body);
        await SendAsync("farm", _secret, "evt.later", Nothing);

        Assert.That(((await SettledAsync("evt.stray")).Reason, (await SettledAsync("evt.later")).Reason), Is.EqualTo(("claim.unknown", "type.unknown")));
        var open = (await _host.Operator.GetOkAsync("/api/v1/shop-events?state=open")).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("messageId").GetString());
        Assert.That(open, Is.SupersetOf((string[])["evt.stray", "evt.later"]));
        var id = (await SettledAsync("evt.later")).Id;
        await _host.Operator.PostAsync($"/api/v1/shop-events/{id}/again", content: null).OkAsync();
        await Eventually.TrueAsync(async () => (await SettledAsync("evt.later")).Attempts == 2, "it is tried once more");
        await _host.Operator.PostAsync("/api/v1/shop-events/999999/again", content: null).RefusedAsync(HttpStatusCode.NotFound, "shop_event.unknown");
        await _host.Operator.GetAsync("/api/v1/shop-events?state=x").RefusedAsync(HttpStatusCode.BadRequest, "shop_event.state");
    }

    [Test]
    public async Task A_claim_that_is_no_id_goes_with_nothing_and_an_operator_removes_it()
    {
        await SendAsync("farm", _secret, "evt.nul", "{\"type\":\"claim.shipped\",\"data\":{\"claim\":\"\\u0000\",\"carrier\":\"SF\",\"tracking\":\"SF-1\"}}");
        var row = await SettledAsync("evt.nul");
        Assert.That((row.State, row.Reason), Is.EqualTo((ShopEventStates.Unmatched, "claim.unknown")));

        await _host.Operator.DeleteAsync($"/api/v1/shop-events/{row.Id}").OkAsync();

        await _host.Operator.DeleteAsync($"/api/v1/shop-events/{row.Id}").RefusedAsync(HttpStatusCode.NotFound, "shop_event.unknown");
    }

    [Test]
    public async Task Nothing_is_kept_of_what_is_not_signed_by_the_shop_now()
    {
        var minute = TimeSpan.FromMinutes(1);
        var stranger = $"whsec_{Convert.ToBase64String(new byte[32])}";

        Assert.That(await CodeAsync("farm", stranger, "evt.x1", Nothing), Is.EqualTo("webhook.signature"));
        Assert.That(await CodeAsync("mill", _secret, "evt.x2", Nothing), Is.EqualTo("webhook.signature"), "another shop's");
        Assert.That(await CodeAsync("nobody", _secret, "evt.x3", Nothing), Is.EqualTo("webhook.signature"));
        Assert.That(await CodeAsync("farm", _secret, "evt.x4", Nothing, -6 * minute), Is.EqualTo("webhook.stale"));
        Assert.That(await CodeAsync("farm", _secret, "evt.x5", Nothing, 6 * minute), Is.EqualTo("webhook.stale"));
        Assert.That(await CodeAsync("farm", _secret, "evt/x6", Nothing), Is.EqualTo("webhook.id"));
        Assert.That(await CodeAsync("farm", _secret, "evt.x7", """{"type":"order.paid"}"""), Is.EqualTo("webhook.body"));
        Assert.That(await CodeAsync("farm", _secret, "evt.x8", "not json"), Is.EqualTo("webhook.body"));
        Assert.That(await CodeAsync("farm", _secret, "evt.x9", $$$"""{"type":"x","data":{"a":"{{{new string('a', 70_000)}}}"}}"""), Is.EqualTo("request.too_large"));
        await using var database = _host.Database();
        Assert.That(await database.ShopEvents.Where(row => EF.Functions.Like(row.MessageId, "%x%")).CountAsync(), Is.Zero);
    }

    [Test]
    public async Task A_secret_that_was_replaced_is_good_for_a_day_more_and_the_one_before_it_is_not()
    {
        var first = (await _host.MakeShopAsync("turn", url: null)).GetProperty("webhookSecret").GetString()!;
        var second = await _host.RotateShopAsync("turn");
        Assert.That(((await SendAsync("turn", first, "evt.1", Nothing)).Status, (await SendAsync("turn", second, "evt.2", Nothing)).Status), Is.EqualTo((HttpStatusCode.NoContent, HttpStatusCode.NoContent)));

        var third = await _host.RotateShopAsync("turn");

        Assert.That(await CodeAsync("turn", first, "evt.3", Nothing), Is.EqualTo("webhook.signature"));
        Assert.That(((await SendAsync("turn", second, "evt.4", Nothing)).Status, (await SendAsync("turn", third, "evt.5", Nothing)).Status), Is.EqualTo((HttpStatusCode.NoContent, HttpStatusCode.NoContent)));
        Assert.That((await _host.Operator.GetOkAsync("/api/v1/shops")).GetRawText(), Does.Contain("\"turn\"").And.Not.Contain("whsec_"));
        Assert.That(_host.Log.Text, Does.Not.Contain("whsec_"));
    }

    [Test]
    public async Task A_shop_that_is_wrong_or_there_already_is_refused()
    {
        await _host.AskForShopAsync("plain", "http://shop.example/told").RefusedAsync(HttpStatusCode.BadRequest, "shop.invalid");
        await _host.AskForShopAsync("No Slug", url: null).RefusedAsync(HttpStatusCode.BadRequest, "shop.invalid");
        await _host.AskForShopAsync("farm", url: null).RefusedAsync(HttpStatusCode.Conflict, "shop.exists");
        await _host.Operator.PostAsync("/api/v1/shops", new { id = "x", connector = "signed" }).RefusedAsync(HttpStatusCode.BadRequest, "idempotency.missing");
    }

    [Test]
    public async Task Old_messages_are_removed_under_a_lease()
    {
        await AddSettledAsync("evt.ancient", DateTimeOffset.UtcNow.AddDays(-31));
        await AddSettledAsync("evt.older", DateTimeOffset.UtcNow.AddDays(-8));
        await AddSettledAsync("evt.newer", DateTimeOffset.UtcNow.AddDays(-6));

        var (leases, cleaner) = (_host.Services.GetRequiredService<ILeases>(), _host.Services.GetRequiredService<ShopEventCleaner>());
        Assert.That(await leases.UnderAsync("shop_events.cleaning", _ => cleaner.CleanAsync(CancellationToken.None), CancellationToken.None), Is.True);

        await using var database = _host.Database();
        var left = await database.ShopEvents.AsNoTracking().Where(row => row.MessageId == "evt.ancient" || row.MessageId == "evt.older" || row.MessageId == "evt.newer").ToListAsync();
        Assert.That(left.Select(row => (row.MessageId, row.Body)), Is.EquivalentTo([("evt.older", ""), ("evt.newer", Nothing)]));
        await _host.Operator.PostAsync($"/api/v1/shop-events/{left.Single(row => row.MessageId == "evt.older").Id}/again", content: null).OkAsync();
        Assert.That((await SettledAsync("evt.older", attempts: 1)).Reason, Is.EqualTo(WebhookErrors.NoBody));
    }

    [Test]
    public async Task Of_a_shop_that_has_too_many_open_messages_no_more_are_taken()
    {
        var secret = (await _host.MakeShopAsync("flood", url: null)).GetProperty("webhookSecret").GetString()!;
        await SendAsync("flood", secret, "evt.first", Nothing);
        Assert.That((await SettledAsync("evt.first")).Body, Is.Empty, "nobody carries it out");
        await using var database = _host.Database();
        var at = DateTimeOffset.UtcNow;
        database.AddRange(Enumerable.Range(1, new ShopOptions().MostOpen - 1).Select(i => new ShopEvent
        {
            Shop = "flood",
            MessageId = $"evt.flood.{i}",
            Type = "order.later",
            Body = "",
            At = at,
            State = ShopEventStates.Unmatched,
            NextAt = at,
            DoneAt = at,
            Reason = WebhookErrors.NoHandler,
        }));
        await database.SaveChangesAsync();

        Assert.That(await CodeAsync("flood", secret, "evt.last", Nothing), Is.EqualTo("webhook.full"));
        Assert.That((await SendAsync("farm", _secret, "evt.beside", Nothing)).Status, Is.EqualTo(HttpStatusCode.NoContent), "another shop's");
        Assert.That((await SendAsync("flood", secret, "evt.first", Nothing)).Status, Is.EqualTo(HttpStatusCode.NoContent), "it is kept");

        await database.ShopEvents.Where(row => row.Shop == "flood").ExecuteDeleteAsync();
    }

    /// <summary>A message that went with nothing.</summary>
    private async Task AddSettledAsync(string id, DateTimeOffset at)
    {
        await using var database = _host.Database();
        database.Add(new ShopEvent { Shop = "farm", MessageId = id, Type = "claim.shipped", Body = Nothing, At = at, State = ShopEventStates.Unmatched, NextAt = at, DoneAt = at });
        await database.SaveChangesAsync();
    }

    private async Task<(HttpStatusCode Status, string Text)> SendAsync(string shop, string secret, string id, string body, TimeSpan off = default)
    {
        using var message = ShopServer.Message(shop, secret, id, body, DateTimeOffset.UtcNow + off);
        using var answer = await _host.Anonymous.SendAsync(message);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private async Task<string?> CodeAsync(string shop, string secret, string id, string body, TimeSpan off = default) =>
        JsonDocument.Parse((await SendAsync(shop, secret, id, body, off)).Text).RootElement.GetProperty("code").GetString();

    private async Task<ShopEvent> SettledAsync(string id, int attempts = 0) => await Eventually.ValueAsync(
        async () =>
        {
            await using var database = _host.Database();
            return await database.ShopEvents.AsNoTracking().SingleOrDefaultAsync(row => row.MessageId == id && row.State != ShopEventStates.Waiting && row.Attempts >= attempts);
        },
        $"{id} is settled");
}
