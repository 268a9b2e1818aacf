using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Broadcast.Api.Claims;
using Broadcast.Api.Outbox;
using Broadcast.Api.Shops;
using Broadcast.Api.Shops.Events;
using Broadcast.Api.Tests.Claims;
using Broadcast.Api.Tests.Shops;
using Broadcast.Api.Tests.Tickets;
using Broadcast.Chat.Spine.Leases;
using Broadcast.Chat.Spine.State;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TestKit;

namespace Broadcast.Api.Tests.Outbox;

/// <summary>What shops are told, by real HTTP: each message until it is taken over, in order for each subject, and nobody's name or number.</summary>
public sealed class OutboxTests
{
    private static readonly string[] Words = ["王小鹅", "13900004242", "139 0000 4242", "鹅塘路"];
    private static readonly string[] Taken = ["claim.made", "claim.withdrawn"];

    private PersonLogin _login = null!;
    private ApiHost _host = null!;
    private ShopServer _server = null!;
    private string _machineKey = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _login = await PersonLogin.StartAsync();
        _host = await ApiHost.StartAsync(["--Shops:AllowLocal", "true", .. _login.Settings]);
        _server = await ShopServer.StartAsync();
        _machineKey = await _host.AddShopAsync("well", _server);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _host.DisposeAsync();
        await _server.DisposeAsync();
        await _login.DisposeAsync();
    }

    [Test]
    public async Task A_claim_is_told_signed_with_what_to_pack_and_after_the_erasure_nothing_names_the_winner()
    {
        var claim = (await _host.ClaimedAsync(_login, "gushi.told", "told")).Id();
        var made = await HearAsync(claim, "claim.made");
        await _host.Operator.DeleteAsync($"/api/v1/claims/{claim}").OkAsync();
        var withdrawn = await HearAsync(claim, "claim.withdrawn");

        Assert.Multiple(() =>
        {
            Assert.That(made.Data.EnumerateObject().Select(member => $"{member.Name}={member.Value}"), Is.EqualTo([$"claim={claim}", "question=gushi.told", "sku=goose", "units=1"]));
            Assert.That(made.Body.GetProperty("timestamp").GetDateTimeOffset(), Is.EqualTo(DateTimeOffset.UtcNow).Within(TimeSpan.FromMinutes(1)));
            Assert.That(made.Id, Is.Not.EqualTo(withdrawn.Id));
        });
        await using var database = _host.Database();
        var messages = await database.OutboxMessages.AsNoTracking().ToListAsync();
        var stored = string.Join('\n', messages.Select(message => $"{message.Subject} {Regex.Unescape(message.Body)} {message.LastError}"));
        var all = await _host.StoredAsync();
        Assert.That(stored, Does.Contain(claim));
        Assert.That(Words.Where(word => stored.Contains(word, StringComparison.Ordinal) || _host.Log.Text.Contains(word, StringComparison.Ordinal)), Is.Empty);
        Assert.That(all, Does.Not.Contain(_server.Secret.Split('_')[1]), "secrets are sealed");
    }

    [Test]
    public async Task A_stock_is_told_to_every_shop_but_the_one_whose_server_has_moved_it()
    {
        await using var other = await ShopServer.StartAsync();
        await _host.AddShopAsync("other", other);
        using var machine = _host.Client(_machineKey);

        await machine.PutAsJsonAsync("/api/v1/products/Told.Rice", new { name = "米", price = 1, stock = 9 }).OkAsync();
        await _host.Operator.PutAsJsonAsync("/api/v1/products/Told.Rice", new { name = "米", price = 1, stockChange = -2 }).OkAsync();
        await machine.PutAsJsonAsync("/api/v1/products/Told.Rice", new { name = "米", price = 1, revision = 1, stock = 4 }).RefusedAsync(HttpStatusCode.Conflict, "product.conflict");
        await _host.Operator.DeleteAsync("/api/v1/products/Told.Rice").OkAsync();

        await Eventually.TrueAsync(() => Stocks(other).Count == 3 && Stocks(_server).Count == 2, "both are told");
        Assert.Multiple(() =>
        {
            Assert.That(Stocks(other), Is.EqualTo(["9 made 9", "-2 changed 7", "-7 removed 0"]));
            Assert.That(Stocks(_server), Is.EqualTo(["-2 changed 7", "-7 removed 0"]));
        });
        await _host.Operator.PutAsJsonAsync("/api/v1/shops/other", new { name = "Other", active = false }).OkAsync();
    }

    [Test]
    public async Task A_shop_that_is_dead_delays_no_other_is_parked_and_shown_and_gets_all_in_order_when_it_is_back()
    {
        await using var dead = await ShopServer.StartAsync();
        await using var hung = await ShopServer.StartAsync();
        (dead.Status, hung.IsHung) = (HttpStatusCode.ServiceUnavailable, true);
        await _host.AddShopAsync("dead", dead);
        await _host.AddShopAsync("hung", hung);

        var claim = (await _host.ClaimedAsync(_login, "gushi.dead", "dead")).Id();
        await _host.Operator.DeleteAsync($"/api/v1/claims/{claim}").OkAsync();
        await HearAsync(claim, "claim.withdrawn");
        await Eventually.TrueAsync(() => !dead.Tries.IsEmpty, "it is tried");
        await using (var database = _host.Database())
            await database.OutboxMessages.Where(row => row.Shop == "dead").ExecuteUpdateAsync(set => set.SetProperty(row => row.Tries, new OutboxOptions().Tries - 1));
        var parked = await Eventually.ValueAsync(
            async () => (await ListAsync("parked", "dead")).Select(message => (JsonElement?)message).SingleOrDefault() is { } one ? $"{one}" : null, "it is given up");
        await Eventually.TrueAsync(async () => (await AlarmsAsync()).Contains(OutboxWatch.ParkedCode, StringComparer.Ordinal), "staff are alarmed");

        var message = JsonDocument.Parse(parked).RootElement;
        var behind = (await ListAsync("waiting", "dead")).Single();
        Assert.Multiple(() =>
        {
            Assert.That((message.GetProperty("type").GetString(), message.GetProperty("lastError").GetString()), Is.EqualTo(("claim.made", "status 503")));
            Assert.That((behind.GetProperty("type").GetString(), behind.GetProperty("attempts").GetInt32(), behind.GetProperty("behind").GetBoolean()), Is.EqualTo(("claim.withdrawn", 0, true)));
            Assert.That(dead.Tries.Select(told => (told.Type, told.Id)).Distinct(), Is.EqualTo([("claim.made", message.GetProperty("messageId").GetString())]), "each try has the same id");
        });
        var first = await _host.Operator.GetOkAsync("/api/v1/outbox?state=open&shop=dead&limit=1");
        var second = await _host.Operator.GetOkAsync($"/api/v1/outbox?state=open&shop=dead&limit=1&before={first.GetProperty("next")}");
        Assert.That(((JsonElement[])[first, second]).Select(page => Id(page.GetProperty("items")[0])), Is.EqualTo([Id(message), Id(behind)]), "first what holds up others");
        Assert.That(second.TryGetProperty("next", out var next) && next.ValueKind != JsonValueKind.Null, Is.False);
        dead.Status = HttpStatusCode.OK;
        await _host.Operator.PostAsync($"/api/v1/outbox/{Id(message)}/again", content: null).OkAsync();
        await Eventually.TrueAsync(() => dead.Of(Taken).Count == 2, "it gets both");
        Assert.That(dead.Of(Taken).Select(told => told.Type), Is.EqualTo(Taken));
        await _host.Operator.PostAsync($"/api/v1/outbox/{Id(message)}/again", content: null).RefusedAsync(HttpStatusCode.Conflict, "outbox.sent");
        await _host.Operator.DeleteAsync($"/api/v1/outbox/{Id(message)}").RefusedAsync(HttpStatusCode.Conflict, "outbox.not_parked");
        await _host.Operator.DeleteAsync("/api/v1/outbox/999999").RefusedAsync(HttpStatusCode.NotFound, "outbox.unknown");
        await _host.Operator.GetAsync("/api/v1/outbox?state=x").RefusedAsync(HttpStatusCode.BadRequest, "outbox.state");
        foreach (var shop in (string[])["dead", "hung"])
            await _host.Operator.PutAsJsonAsync($"/api/v1/shops/{shop}", new { name = shop, active = false }).OkAsync();
        await Eventually.TrueAsync(async () => !(await AlarmsAsync()).Contains(OutboxWatch.ParkedCode, StringComparer.Ordinal), "the alarm is over");
    }

    [Test]
    public async Task A_secret_that_cannot_be_opened_is_a_failed_try()
    {
        await using var sealedOff = await ShopServer.StartAsync();
        await _host.AddShopAsync("sealed", sealedOff);
        await using var database = _host.Database();
        await database.Shops.Where(shop => shop.Id == "sealed").ExecuteUpdateAsync(set => set.SetProperty(shop => shop.Secret, new byte[64]));
        var now = DateTimeOffset.UtcNow;
        database.Add(new OutboxMessage { MessageId = "msg_sealed", Shop = "sealed", Type = "stock.changed", Subject = "sku:Sealed", Body = "{}", At = now, State = OutboxStates.Waiting, NextAt = now });
        await database.SaveChangesAsync();

        await Eventually.TrueAsync(
            async () => (await ListAsync("waiting", "sealed")).Single().GetProperty("lastError").GetString() == "the shop's secret cannot be opened", "the try has failed");
        await _host.Operator.PutAsJsonAsync("/api/v1/shops/sealed", new { name = "sealed", active = false }).OkAsync();
    }

    [Test]
    public async Task What_waits_for_too_long_is_an_alarm()
    {
        await using (var database = _host.Database())
        {
            var (now, hour) = (DateTimeOffset.UtcNow, TimeSpan.FromHours(1));
            database.Add(new OutboxMessage { MessageId = "msg_old", Shop = "well", Type = "stock.changed", Subject = "sku:Old", Body = """{"type":"stock.changed","data":{}}""", At = now - hour, State = OutboxStates.Waiting, NextAt = now + hour });
            await database.SaveChangesAsync();
        }

        await Eventually.TrueAsync(async () => (await AlarmsAsync()).Contains(OutboxWatch.WaitingCode, StringComparer.Ordinal), "staff are alarmed");
        Assert.That(await _host.Anonymous.GetStringAsync("/metrics"), Does.Match("livefestival_api_outbox_oldest[^\n]* 36[0-9][0-9]"));
        Assert.That((await _host.Operator.PostAsync("/api/v1/outbox/again?shop=well", content: null).OkAsync()).GetProperty("messages").GetInt32(), Is.EqualTo(1));
        await Eventually.TrueAsync(async () => !(await AlarmsAsync()).Contains(OutboxWatch.WaitingCode, StringComparer.Ordinal), "the alarm is over");
    }

    [Test]
    public async Task A_shipment_that_was_refused_is_an_alarm_until_it_is_removed_and_an_unknown_type_is_none()
    {
        var now = DateTimeOffset.UtcNow;
        var refused = Unmatched("evt.refused", ClaimErrors.NotFound.Code, now);
        await using var database = _host.Database();
        database.AddRange(refused, Unmatched("evt.unknown", WebhookErrors.NoHandler, now), Unmatched("evt.yesterday", ClaimErrors.NotFound.Code, now.AddDays(-2)));
        await database.SaveChangesAsync();

        await Eventually.TrueAsync(async () => (await AlarmsAsync()).Contains(OutboxWatch.IncomingCode, StringComparer.Ordinal), "staff are alarmed");
        await _host.Operator.DeleteAsync($"/api/v1/shop-events/{refused.Id}").OkAsync();
        await Eventually.TrueAsync(async () => !(await AlarmsAsync()).Contains(OutboxWatch.IncomingCode, StringComparer.Ordinal), "the alarm is over");
    }

    private static ShopEvent Unmatched(string id, string reason, DateTimeOffset at) => new()
    {
        Shop = "well",
        MessageId = id,
        Type = "claim.shipped",
        Body = "",
        At = at,
        State = ShopEventStates.Unmatched,
        NextAt = at,
        DoneAt = at,
        Reason = reason,
    };

    [Test]
    public async Task Old_messages_are_removed_under_a_lease()
    {
        var old = DateTimeOffset.UtcNow.AddDays(-8);
        await using (var database = _host.Database())
        {
            database.Add(new OutboxMessage { MessageId = "msg_sent", Shop = "well", Type = "stock.changed", Subject = "sku:Sent", Body = "{}", At = old, State = OutboxStates.Sent, NextAt = old, SentAt = old });
            await database.SaveChangesAsync();
        }

        var (leases, cleaner) = (_host.Services.GetRequiredService<ILeases>(), _host.Services.GetRequiredService<OutboxCleaner>());
        Assert.That(await leases.UnderAsync("outbox.cleaning", _ => cleaner.CleanAsync(CancellationToken.None), CancellationToken.None), Is.True);

        await using var after = _host.Database();
        Assert.That(await after.OutboxMessages.AnyAsync(message => message.MessageId == "msg_sent"), Is.False);
    }

    private static long Id(JsonElement message) => message.GetProperty("id").GetInt64();

    private static List<string> Stocks(ShopServer server) =>
    [
        .. server.Of("stock.changed").Where(told => told.Data.TryGetProperty("sku", out var sku) && sku.GetString() == "Told.Rice")
            .Select(told => $"{told.Data.GetProperty("change")} {told.Data.GetProperty("why")} {told.Data.GetProperty("after")}"),
    ];

    private async Task<ShopMessageTry> HearAsync(string claim, string type) => await Eventually.ValueAsync(
        () => Task.FromResult(_server.Of(type).SingleOrDefault(told => told.Data.GetProperty("claim").GetString() == claim)), $"{type} is told");

    private async Task<List<JsonElement>> ListAsync(string state, string shop) =>
        [.. (await _host.Operator.GetOkAsync($"/api/v1/outbox?state={state}&shop={shop}")).GetProperty("items").EnumerateArray()];

    private async Task<IEnumerable<string>> AlarmsAsync() => (await _host.Services.GetRequiredService<FestivalAlarms>().ReadAsync()).Select(alarm => alarm.Code);
}
