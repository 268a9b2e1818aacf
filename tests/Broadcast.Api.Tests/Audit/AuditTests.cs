using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Broadcast.Api.Stages;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Outcomes;
using Broadcast.Chat.Contracts.State;
using Broadcast.Chat.Spine.Actors;
using Broadcast.Chat.Spine.Leases;
using Broadcast.Chat.Spine.Rooms;
using Broadcast.Chat.Spine.Tokens;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using TestKit;

namespace Broadcast.Api.Tests.Audit;

/// <summary>Who changed what, when, and from what to what, of each kind of thing.</summary>
public sealed class AuditTests
{
    private const string Password = "a long enough one";
    private ApiHost _host = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _host = await ApiHost.StartAsync("--Accounts:FirstOperator:Email", "first@festival.example", "--Accounts:FirstOperator:Password", Password);
        await _host.CreateFestivalAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _host.DisposeAsync();

    [Test]
    public async Task A_change_is_noted_with_who_did_it_and_the_fields_that_changed()
    {
        await _host.Operator.PutAsJsonAsync("/api/v1/stages/suning", new { revision = 1, name = "肃宁县", nameEn = "Suning" }).OkAsync();

        var entries = await EntriesAsync("what=stage&id=suning");

        Assert.Multiple(() =>
        {
            Assert.That(entries.Select(Action), Is.EqualTo(["changed", "made"]), "the newest first");
            Assert.That(entries[0].GetProperty("by").GetProperty("id").GetString(), Is.EqualTo("staff:test"));
            Assert.That(entries[0].GetProperty("at").GetDateTimeOffset(), Is.EqualTo(DateTimeOffset.UtcNow).Within(TimeSpan.FromMinutes(1)));
            Assert.That(Fields(entries[0]), Is.EqualTo(("""{"name":"肃宁","nameEn":"肃宁"}""", """{"name":"肃宁县","nameEn":"Suning"}""")));
            Assert.That(entries[1].GetProperty("before").ValueKind, Is.EqualTo(JsonValueKind.Null));
            Assert.That(entries[1].GetProperty("after").GetProperty("name").GetString(), Is.EqualTo("肃宁"));
        });
    }

    [Test]
    public async Task A_festival_and_its_rundown_are_noted()
    {
        await _host.Operator.PostAsync("/api/v1/festivals", new { id = "noted", name = "节" }).OkAsync();
        await _host.Operator.PostAsync("/api/v1/festivals/noted/stages", new { id = "noted-one", name = "一" }).OkAsync();
        object Slot(string id, int minute) => new { id, stage = "noted-one", title = id, start = new DateTimeOffset(2026, 8, 10, 2, minute, 0, TimeSpan.Zero), duration = 60 };
        await RundownAsync(0, Slot("a", 0), Slot("b", 1));
        await RundownAsync(1, Slot("a", 0), Slot("b", 2));
        await RundownAsync(2, Slot("a", 0), Slot("b", 2));
        await _host.Operator.PutAsJsonAsync("/api/v1/festivals/noted", new { revision = 1, name = "节", lastDay = "2026-05-01", chapters = Array.Empty<object>() }).OkAsync();

        var festival = await EntriesAsync("what=festival&id=noted");
        var rundown = await EntriesAsync("what=rundown&id=noted");
        Assert.Multiple(() =>
        {
            Assert.That(festival.Select(Action), Is.EqualTo(["changed", "made"]));
            Assert.That(Fields(festival[0]), Is.EqualTo(("""{"lastDay":null}""", """{"lastDay":"2026-05-01"}""")));
            Assert.That(rundown, Has.Count.EqualTo(2), "the third plan changed nothing");
            Assert.That(rundown[0].GetProperty("before").EnumerateObject().Select(slot => slot.Name), Is.EqualTo(["b"]));
            Assert.That(rundown[0].GetProperty("after").GetProperty("b").GetProperty("start").GetDateTimeOffset().Minute, Is.EqualTo(2));
            Assert.That(rundown[1].GetProperty("after").EnumerateObject().Select(slot => slot.Name), Is.EqualTo(["a", "b"]));
        });
    }

    [Test]
    public async Task What_was_done_to_a_channel_by_hand_is_noted_once_with_the_playouts_author()
    {
        var wang = new EventAuthor { Id = ViewerId.Parse("staff:wang"), Name = "Wang", Role = "operator", Kind = ActorKinds.Staff };
        var gushi = new RelayMark(StageId.Parse("gushi"), Held: false);
        var acts = _host.Services.GetRequiredService<IChannelActs>();
        await acts.NoteAsync(new ChannelAct("one", ChannelId.Parse("festival"), "hold", wang, gushi, gushi with { Held = true }));
        await acts.NoteAsync(new ChannelAct("one", ChannelId.Parse("gushi"), "push.held", wang, new { held = false }, new { target = "bili", held = true }));
        await acts.NoteAsync(new ChannelAct("two", ChannelId.Parse("festival"), "filler", wang, gushi with { Held = true }, new RelayMark(null, Held: true)));

        var entries = await Eventually.ValueAsync(async () => await EntriesAsync("what=channel&id=festival") is { Count: 2 } two ? two : null, "both are noted");
        await using var scope = _host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IOutcomeHandler<ChannelActed>>().HandleAsync(
            new ChannelActed
            {
                Id = "act:festival:again",
                At = entries[0].GetProperty("at").GetDateTimeOffset().ToUnixTimeMilliseconds(),
                Channel = ChannelId.Parse("festival"),
                Act = "filler",
                By = wang,
                Before = JsonSerializer.SerializeToElement(gushi with { Held = true }, ContractJson.Options),
                After = JsonSerializer.SerializeToElement(new RelayMark(null, Held: true), ContractJson.Options),
            },
            new Lease("outcomes.act", 1),
            CancellationToken.None);

        Assert.That(await EntriesAsync("what=channel&id=festival"), Has.Count.EqualTo(2), "what comes again is noted once");
        Assert.That(entries.Select(entry => entry.GetProperty("by").GetProperty("name").GetString()), Is.All.EqualTo("Wang"));
        Assert.That(Fields(entries[1]), Is.EqualTo(("""{"held":false}""", """{"act":"hold","held":true}""")));
        Assert.That(Fields(entries[0]), Is.EqualTo(("""{"onAir":"gushi"}""", """{"act":"filler","onAir":null}""")));
        var stage = await Eventually.ValueAsync(async () => await EntriesAsync("what=channel&id=gushi") is { Count: 1 } one ? one : null, "so is what was done to a stage");
        Assert.That(Fields(stage[0]), Is.EqualTo(("""{"held":false}""", """{"act":"push.held","target":"bili","held":true}""")));
    }

    [Test]
    public async Task A_product_is_noted_without_its_stock_also_when_a_shops_server_changes_it()
    {
        const string path = "/api/v1/products/tea";
        using var shop = _host.Client(await _host.MachineKeyAsync());
        await _host.Operator.PutAsJsonAsync(path, new { name = "茶", price = 100 }).OkAsync();
        await shop.PutAsJsonAsync(path, new { name = "茶", price = 120, stock = 5 }).OkAsync();
        await shop.PutAsJsonAsync(path, new { name = "茶", price = 120, stock = 7 }).OkAsync();
        await _host.Operator.DeleteAsync(path).OkAsync();

        var entries = await EntriesAsync("what=product&id=tea");

        Assert.Multiple(() =>
        {
            Assert.That(entries.Select(Action), Is.EqualTo(["retired", "changed", "made"]));
            Assert.That(Fields(entries[1]), Is.EqualTo(("""{"price":100}""", """{"price":120}""")));
            Assert.That(entries[1].GetProperty("by").GetProperty("id").GetString(), Does.StartWith("machine:"));
        });
    }

    [Test]
    public async Task An_account_is_noted_without_its_password()
    {
        var made = await _host.Operator.PostAsync("/api/v1/accounts", new { email = "m@example.org", name = "Zhao", password = Password, roles = new[] { "moderator" } }).OkAsync();
        var id = made.GetProperty("id").GetString();
        await _host.Operator.PutAsJsonAsync($"/api/v1/accounts/{id}/moderation", new { stages = new[] { "gushi" } }).OkAsync();
        await _host.Operator.DeleteAsync($"/api/v1/accounts/{id}").OkAsync();

        var entries = await EntriesAsync($"what=account&id={id}");
        var all = await EntriesAsync("what=account");

        Assert.Multiple(() =>
        {
            Assert.That(entries.Select(Action), Is.EqualTo(["retired", "changed", "made"]));
            Assert.That(Fields(entries[1]), Is.EqualTo(("""{"stages":[]}""", """{"stages":["gushi"]}""")));
            Assert.That(all[^1].GetProperty("by").GetProperty("why").GetString(), Is.EqualTo("rule:host.start"), "the first operator's");
            Assert.That(string.Concat(all.Select(entry => entry.GetRawText())), Does.Not.Contain(Password).And.Not.Contain("asswordHash").And.Not.Contain("tamp"));
        });
    }

    [Test]
    public async Task A_new_key_is_noted_without_the_key()
    {
        await using var scope = _host.Services.CreateAsyncScope();
        var rotated = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new RotateKey(Actor.Rule(Rules.Demo), StageId.Parse("gushi")));

        var entry = (await EntriesAsync("what=key&id=gushi"))[0];

        Assert.Multiple(() =>
        {
            Assert.That(entry.GetProperty("by").GetProperty("why").GetString(), Is.EqualTo("rule:demo"));
            Assert.That(entry.GetProperty("after").EnumerateObject().Select(field => field.Name), Is.EqualTo(["madeAt"]));
            Assert.That(entry.GetRawText(), Does.Not.Contain(rotated.Value!.Key.Text).And.Not.Contain(rotated.Value.Key.Digest).And.Not.Contain(rotated.Value.OldDigest));
        });
    }

    [Test]
    public async Task A_call_that_is_refused_or_repeated_notes_nothing_more()
    {
        await _host.Operator.PutAsJsonAsync("/api/v1/stages/gushi", new { revision = 7, name = "x" }).RefusedAsync(HttpStatusCode.Conflict, "stage.conflict");
        for (var i = 0; i < 2; i++)
        {
            using var call = new HttpRequestMessage(HttpMethod.Post, "/api/v1/festivals") { Content = JsonContent.Create(new { id = "once", name = "节" }), Headers = { { "Idempotency-Key", "once" } } };
            await _host.Operator.SendAsync(call).OkAsync();
        }

        Assert.That((await EntriesAsync("what=stage&id=gushi")).Select(Action), Is.EqualTo(["made"]));
        Assert.That(await EntriesAsync("what=festival&id=once"), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Entries_come_page_by_page_to_operators_and_auditors()
    {
        using var auditor = _host.Client(_host.Token(Roles.Auditor));
        using var anchor = _host.Client(_host.Token(Roles.Anchor));
        for (var i = 0; i < 5; i++)
            await _host.Operator.PutAsJsonAsync("/api/v1/products/paged", new { name = "茶", price = 100 + i }).OkAsync();

        var pages = new List<JsonElement>();
        for (long? before = null; pages.Count == 0 || before is not null;)
        {
            pages.Add(await auditor.GetOkAsync($"/api/v1/audit?what=product&id=paged&limit=2{(before is null ? "" : $"&before={before}")}"));
            before = pages[^1].GetProperty("next") is { ValueKind: JsonValueKind.Number } next ? next.GetInt64() : null;
        }

        var entries = pages.SelectMany(page => page.GetProperty("entries").EnumerateArray()).ToList();
        Assert.That(pages, Has.Count.EqualTo(3));
        Assert.That(entries.Select(entry => entry.GetProperty("after").GetProperty("price").GetInt64()), Is.EqualTo([104L, 103, 102, 101, 100]));
        await anchor.GetAsync("/api/v1/audit").RefusedAsync(HttpStatusCode.Forbidden, "auth.forbidden");
    }

    private async Task RundownAsync(long revision, params object[] slots) =>
        await _host.Operator.PutAsJsonAsync("/api/v1/festivals/noted/rundown", new { revision, slots }).OkAsync();

    private async Task<List<JsonElement>> EntriesAsync(string query) =>
        [.. (await _host.Operator.GetOkAsync($"/api/v1/audit?limit=200&{query}")).GetProperty("entries").EnumerateArray()];

    private static string? Action(JsonElement entry) => entry.GetProperty("action").GetString();

    private static (string Before, string After) Fields(JsonElement entry) => (entry.GetProperty("before").GetRawText(), entry.GetProperty("after").GetRawText());
}
