using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Broadcast.Api.Persons;
using Broadcast.Api.Tests.Claims;
using Broadcast.Api.Tests.Persons;
using Broadcast.Api.Tests.Tickets;
using Broadcast.Api.Villagers;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.IdentityModel.JsonWebTokens;
using TestKit;

namespace Broadcast.Api.Tests.Villagers;

/// <summary>Persons whom a village site knows by name: who they are, what their tickets are good for, and when these end.</summary>
public sealed class VillagerTests
{
    private static int _numbers;

    private CodeCatcher _codes = null!;
    private ApiHost _host = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _codes = await CodeCatcher.StartAsync();
        _host = await ApiHost.StartAsync(["--Roles", "api,chat", .. _codes.Settings]);
        await _host.CreateFestivalAsync();
        await Eventually.TrueAsync(() => _host.Facts.Stages.Count == 2, "the rooms know the stages");
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _host.DisposeAsync();
        await _codes.DisposeAsync();
    }

    [Test]
    public async Task One_human_at_two_sites_and_at_home_is_one_person_who_answers_once()
    {
        var number = NewNumber();
        using var east = await SiteAsync("east");
        using var west = await SiteAsync("west");
        var (here, there) = (await NameAsync(east, "east", "王秀英", number), await NameAsync(west, "west", "秀英奶奶", number));
        var home = await _host.Anonymous.PostAsync("/api/v1/viewers", await CodeAsync(number)).OkAsync();
        var (atEast, atWest) = (await SignInAsync(east, "east", here), await SignInAsync(west, "west", there));
        var token = new JsonWebToken(Ticket(atEast));

        Assert.Multiple(() =>
        {
            Assert.That((Viewer(atEast), Viewer(atWest), Viewer(there)), Is.EqualTo((Viewer(home), Viewer(home), Viewer(home))));
            Assert.That((token.Subject, token.GetPayloadValue<string>("proof"), token.GetPayloadValue<string>("name")), Is.EqualTo((Viewer(home), "villager", "王秀英")));
            Assert.That((atEast.GetProperty("site").GetString(), token.GetPayloadValue<string>("site")), Is.EqualTo(("文化站", "文化站")));
            Assert.That(atEast.GetProperty("expiresAt").GetDateTimeOffset(), Is.EqualTo(DateTimeOffset.UtcNow.AddMinutes(30)).Within(TimeSpan.FromMinutes(1)));
        });

        var asked = await _host.Operator.PostAsync(
            "/api/v1/rooms/gushi/questions", new { text = "几个蛋?", options = new[] { "一", "二" }, answer = 1, seconds = 60, winners = 1, strength = "issuer" }).OkAsync();
        var question = asked.GetProperty("id").GetString();
        await using var first = await _host.ConnectAsync(Ticket(atEast));
        await using var second = await _host.ConnectAsync(Ticket(atWest));
        var answer = await first.InvokeAsync<AnswerResult>("Answer", question, 1);
        var refused = await Assert.ThrowsAsync<HubException>(() => second.InvokeAsync("Answer", question, 1));

        Assert.That(answer.Eligible, Is.True, "a villager is as strong as an issuer's login");
        Assert.That(refused!.Message, Does.Contain("quiz.answered"), "and draws count them once");
    }

    [Test]
    public async Task A_site_names_so_many_each_by_a_name_of_their_own()
    {
        using var site = await SiteAsync("full");
        await using (var database = _host.Database())
        {
            for (var i = 3; i < VillagerNames.Most; i++)
            {
                var person = new Person { Id = Caller.NewPersonId(), Name = $"{i}", Since = DateTimeOffset.UtcNow };
                database.Add(person);
                database.Add(new Villager { Id = $"v-{i}", SiteId = SiteId.Parse("full"), PersonId = person.Id, Name = $"{i}", Session = $"{i}", Since = person.Since });
            }

            await database.SaveChangesAsync();
        }

        var first = await NameAsync(site, "full", "李大山");
        await site.PostAsync(Path("full"), new { name = "李大山" }).RefusedAsync(HttpStatusCode.Conflict, "villager.exists");
        await site.PostAsync(Path("full"), new { name = "客服" }).RefusedAsync(HttpStatusCode.BadRequest, "ticket.reserved");
        await site.PostAsync(Path("full"), new { name = " " }).RefusedAsync(HttpStatusCode.BadRequest, "ticket.name");
        var second = await _host.Operator.PostAsync(Path("full"), new { name = "赵小梅" }).OkAsync();
        await NameAsync(site, "full", "孙老师");
        await site.DeleteAsync($"{Path("full")}/{Id(first)}").OkAsync();

        await site.PostAsync(Path("full"), new { name = "第四位" }).RefusedAsync(HttpStatusCode.Conflict, "villager.too_many");
        await site.PutAsJsonAsync($"{Path("full")}/{Id(second)}", new { name = "孙老师" }).RefusedAsync(HttpStatusCode.Conflict, "villager.exists");
        await site.PutAsJsonAsync($"{Path("full")}/{Id(second)}", new { name = "李大山" }).OkAsync();
        await site.PutAsJsonAsync($"{Path("full")}/v-none", new { name = "x" }).RefusedAsync(HttpStatusCode.NotFound, "villager.unknown");

        var listed = await _host.Operator.GetOkAsync(Path("full"));
        Assert.That(listed.GetProperty("most").GetInt32(), Is.EqualTo(VillagerNames.Most));
        Assert.That(
            listed.GetProperty("villagers").EnumerateArray().Select(one => one.GetProperty("name").GetString()).Where(name => name![0] > '9'), Is.EquivalentTo((string[])["孙老师", "李大山"]));
        Assert.That((await SignInAsync(site, "full", second)).GetProperty("name").GetString(), Is.EqualTo("李大山"));
    }

    [Test]
    public async Task Who_was_retired_comes_back_as_the_same_person_with_their_telephone()
    {
        var number = NewNumber();
        using var site = await SiteAsync("back");
        var named = await NameAsync(site, "back", "周大爷", number);
        var ticket = Ticket(await SignInAsync(site, "back", named));

        await site.DeleteAsync($"{Path("back")}/{Id(named)}").OkAsync();
        await Eventually.TrueAsync(async () => await IsRefusedAsync(ticket), "the ticket has ended");
        await site.PostAsync($"{Path("back")}/{Id(named)}/tickets", new { }).RefusedAsync(HttpStatusCode.NotFound, "villager.unknown");
        var again = await NameAsync(site, "back", "周大爷", number);

        Assert.That((Id(again), Viewer(again)), Is.EqualTo((Id(named), Viewer(named))));
        Assert.That(await IsRefusedAsync(Ticket(await SignInAsync(site, "back", again))), Is.False);
    }

    [Test]
    public async Task The_tickets_of_villagers_end_with_the_key_of_their_site()
    {
        using var site = await SiteAsync("ended");
        var named = await NameAsync(site, "ended", "陈阿姨");
        var ticket = Ticket(await SignInAsync(site, "ended", named));
        using var villager = _host.Client(ticket);
        var number = NewNumber();
        var code = await CodeAsync(number);
        await using var hub = await _host.ConnectAsync(ticket);

        await _host.Operator.DeleteAsync("/api/v1/sites/ended/key").OkAsync();

        // At once, whatever the nodes know yet.
        await site.PostAsync($"{Path("ended")}/{Id(named)}/tickets", new { }).RefusedAsync(HttpStatusCode.Unauthorized, "auth.required");
        await villager.PostAsync("/api/v1/viewers", code).RefusedAsync(HttpStatusCode.Unauthorized, "auth.required");
        Assert.That(Viewer(await _host.Anonymous.PostAsync("/api/v1/viewers", await CodeAsync(number)).OkAsync()), Is.Not.EqualTo(Viewer(named)), "the telephone is not linked");
        await Eventually.TrueAsync(async () => await IsRefusedAsync(ticket), "the ticket has ended");
        await Eventually.TrueAsync(() => hub.State == HubConnectionState.Disconnected, "its connection is closed");
    }

    [Test]
    public async Task A_site_with_villagers_is_retired_and_not_removed()
    {
        using var site = await SiteAsync("used");
        await NameAsync(site, "used", "陈阿姨");

        await _host.Operator.DeleteAsync("/api/v1/sites/used").RefusedAsync(HttpStatusCode.Conflict, "site.used");

        Assert.That((await site.GetOkAsync(Path("used"))).GetProperty("villagers").GetArrayLength(), Is.EqualTo(1));
    }

    [Test]
    public async Task Only_the_device_of_a_site_signs_its_villagers_in_and_their_tickets_are_renewed_nowhere_else()
    {
        using var site = await SiteAsync("own");
        using var other = await SiteAsync("other");
        var named = await NameAsync(site, "own", "吴师傅");
        var tickets = $"{Path("own")}/{Id(named)}/tickets";

        await _host.Operator.PostAsync(tickets, new { }).RefusedAsync(HttpStatusCode.Forbidden, "auth.forbidden");
        await other.PostAsync(tickets, new { }).RefusedAsync(HttpStatusCode.Forbidden, "auth.forbidden");
        await other.PostAsync(Path("own"), new { name = "x" }).RefusedAsync(HttpStatusCode.Forbidden, "auth.forbidden");
        using var villager = _host.Client(Ticket(await SignInAsync(site, "own", named)));
        await villager.PostAsync("/api/v1/viewers/renewal", new { }).RefusedAsync(HttpStatusCode.BadRequest, "viewer.no_session");
        await villager.DeleteAsync("/api/v1/viewers/session").RefusedAsync(HttpStatusCode.BadRequest, "viewer.no_session");
        await villager.GetAsync(Path("own")).RefusedAsync(HttpStatusCode.Forbidden, "auth.forbidden");
    }

    [Test]
    public async Task A_villager_without_a_telephone_may_add_one_and_one_with_a_telephone_no_other_at_the_site()
    {
        var number = NewNumber();
        using var site = await SiteAsync("adds");
        var named = await NameAsync(site, "adds", "郑姐");
        using var villager = _host.Client(Ticket(await SignInAsync(site, "adds", named)));

        var added = await villager.PostAsync("/api/v1/viewers", await CodeAsync(number)).OkAsync();
        await villager.PostAsync("/api/v1/viewers", await CodeAsync(NewNumber())).RefusedAsync(HttpStatusCode.Forbidden, "viewer.weak");

        var token = new JsonWebToken(Ticket(added));
        Assert.That((Viewer(added), token.GetPayloadValue<string>("proof")), Is.EqualTo((Viewer(named), "telephone")));
        Assert.That(token.GetPayloadValue<string>("sid"), Does.StartWith("person-"), "a sign-in of their own, which does not end with the site's key");
    }

    [Test]
    public async Task What_a_villager_wins_is_found_and_claimed_at_home_and_neither_at_the_screen_nor_by_mailbox_alone()
    {
        var number = NewNumber();
        using var site = await SiteAsync("wins");
        var named = await NameAsync(site, "wins", "马大嫂", number);
        using var villager = _host.Client(Ticket(await SignInAsync(site, "wins", named)));
        using var first = _host.Client(Ticket(await _host.Anonymous.PostAsync("/api/v1/viewers", await CodeAsync(number)).OkAsync()));
        await first.PostAsync("/api/v1/viewers", await CodeAsync("ma@example.org", "email")).OkAsync();
        await _host.SettleAsync("gushi.wins", [new Winner { Viewer = ViewerId.Parse(Viewer(named)), Name = "马大嫂" }]);

        using var mailbox = _host.Client(Ticket(await _host.Anonymous.PostAsync("/api/v1/viewers", await CodeAsync("ma@example.org", "email")).OkAsync()));
        using var home = _host.Client(Ticket(await _host.Anonymous.PostAsync("/api/v1/viewers", await CodeAsync(number)).OkAsync()));
        foreach (var client in (HttpClient[])[villager, mailbox])
        {
            Assert.That((await client.GetOkAsync("/api/v1/my/prizes")).GetProperty("prizes").GetArrayLength(), Is.EqualTo(1));
            await client.PostAsync(WonPrizes.Claim("gushi.wins"), WonPrizes.Recipient).RefusedAsync(HttpStatusCode.Forbidden, "viewer.weak");
        }

        await using var screen = await _host.ConnectAsync(villager.DefaultRequestHeaders.Authorization!.Parameter!);
        await using var own = await _host.ConnectAsync(home.DefaultRequestHeaders.Authorization!.Parameter!);
        ConcurrentQueue<string> onScreen = [], onOwn = [];
        screen.On<JsonElement>("Yours", events => onScreen.Enqueue(events.GetRawText()));
        own.On<JsonElement>("Yours", events => onOwn.Enqueue(events.GetRawText()));

        var found = (await home.GetOkAsync("/api/v1/my/prizes")).GetProperty("prizes")[0];
        var claim = await home.PostAsync(WonPrizes.Claim("gushi.wins"), WonPrizes.Recipient).OkAsync();
        using var shipper = _host.Shipper();
        await shipper.PostAsync($"/api/v1/claims/{claim.Id()}/shipped", new { carrier = "顺丰", tracking = "SF7" }).OkAsync();
        await Eventually.TrueAsync(() => onOwn.Any(events => events.Contains("SF7", StringComparison.Ordinal)) && !onScreen.IsEmpty, "both connections are told");
        var (atScreen, atHome) = (await ReadAsync(villager), await ReadAsync(home));
        await mailbox.DeleteAsync(WonPrizes.Claim("gushi.wins")).RefusedAsync(HttpStatusCode.Forbidden, "viewer.weak");

        Assert.That(found.GetProperty("question").GetString(), Is.EqualTo("gushi.wins"), "another sign-in of the same person finds what is theirs");
        Assert.That(onScreen, Has.All.EqualTo("[]"), "the hub tells the screen to read the inbox, and nothing of what is in it");
        Assert.That(atScreen, Is.EqualTo(((string?)null, (string?)null, (string?)null, false)), "everybody at the screen reads it");
        Assert.That(atHome, Is.EqualTo((claim.GetProperty("receipt").GetString(), "顺丰", "SF7", true)));

        static async Task<(string? Receipt, string? Carrier, string? Tracking, bool IsTold)> ReadAsync(HttpClient client)
        {
            var own = (await client.GetOkAsync("/api/v1/my/prizes")).GetProperty("prizes")[0].GetProperty("claim");
            var isTold = (await client.GetOkAsync("/api/v1/my/inbox")).GetProperty("items").EnumerateArray().Any(item => item.GetProperty("type").GetString() == "prize.shipped");
            return (own.GetProperty("receipt").GetString(), own.GetProperty("carrier").GetString(), own.GetProperty("tracking").GetString(), isTold);
        }
    }

    [Test]
    public async Task A_villager_without_a_telephone_claims_at_their_site()
    {
        using var site = await SiteAsync("claims");
        var named = await NameAsync(site, "claims", "何爷爷");
        await _host.SettleAsync("gushi.claims", [new Winner { Viewer = ViewerId.Parse(Viewer(named)), Name = "何爷爷" }]);
        using var villager = _host.Client(Ticket(await SignInAsync(site, "claims", named)));

        await villager.PostAsync(WonPrizes.Claim("gushi.claims"), WonPrizes.Recipient).OkAsync();
    }

    [Test]
    public async Task A_retired_site_names_nobody_and_renames_nobody_until_it_is_restored()
    {
        using var site = await SiteAsync("closed");
        var named = await NameAsync(site, "closed", "杨伯");
        await _host.Operator.PostAsync("/api/v1/sites/closed/retire", new { }).OkAsync();

        await _host.Operator.PostAsync(Path("closed"), new { name = "杨婶" }).RefusedAsync(HttpStatusCode.Conflict, "site.retired");
        await _host.Operator.PutAsJsonAsync($"{Path("closed")}/{Id(named)}", new { name = "杨叔" }).RefusedAsync(HttpStatusCode.Conflict, "site.retired");

        await _host.Operator.PostAsync("/api/v1/sites/closed/restore", new { }).OkAsync();
        await _host.Operator.PutAsJsonAsync($"{Path("closed")}/{Id(named)}", new { name = "杨叔" }).OkAsync();
    }

    [Test]
    public async Task A_wrong_code_names_nobody()
    {
        using var site = await SiteAsync("wrong");
        var (number, challenge) = (NewNumber(), "no-such-challenge");
        await CodeAsync(number);

        await site.PostAsync(Path("wrong"), new { name = "冯叔", challenge, code = _codes.CodeFor(number) }).RefusedAsync(HttpStatusCode.Unauthorized, "viewer.code");

        Assert.That((await site.GetOkAsync(Path("wrong"))).GetProperty("villagers").GetArrayLength(), Is.Zero);
    }

    [Test]
    public async Task A_name_that_is_refused_leaves_the_code_for_another_one_and_a_mailbox_names_nobody()
    {
        using var site = await SiteAsync("names");
        await NameAsync(site, "names", "冯叔");
        var number = NewNumber();
        var (byTelephone, byMail) = (await CodeAsync(number), await CodeAsync("feng@example.org", "email"));

        await site.PostAsync(Path("names"), new { name = "冯叔", byTelephone.Challenge, byTelephone.Code }).RefusedAsync(HttpStatusCode.Conflict, "villager.exists");
        var named = await site.PostAsync(Path("names"), new { name = "冯叔(东)", byTelephone.Challenge, byTelephone.Code }).OkAsync();
        await site.PostAsync(Path("names"), new { name = "冯婶", byMail.Challenge, byMail.Code }).RefusedAsync(HttpStatusCode.BadRequest, "villager.telephone");
        var home = await _host.Anonymous.PostAsync("/api/v1/viewers", await CodeAsync(number)).OkAsync();

        Assert.That(Viewer(home), Is.EqualTo(Viewer(named)));
        Assert.That((await site.GetOkAsync(Path("names"))).GetProperty("villagers").GetArrayLength(), Is.EqualTo(2));
    }

    /// <summary>A new site, as its device calls.</summary>
    private async Task<HttpClient> SiteAsync(string id)
    {
        var made = await _host.Operator.PostAsync("/api/v1/sites", new { id, name = "文化站", village = "鸭团", county = "沾益", province = "云南" }).OkAsync();
        return _host.Client(Ticket(await _host.Anonymous.PostAsync("/api/v1/sites/ticket", new { deviceKey = made.GetProperty("deviceKey").GetString() }).OkAsync()));
    }

    private async Task<JsonElement> NameAsync(HttpClient site, string id, string name, string? number = null)
    {
        var code = number is null ? null : await CodeAsync(number);
        return await site.PostAsync(Path(id), new { name, code?.Challenge, code?.Code }).OkAsync();
    }

    private static Task<JsonElement> SignInAsync(HttpClient site, string id, JsonElement villager) => site.PostAsync($"{Path(id)}/{Id(villager)}/tickets", new { }).OkAsync();

    private async Task<GivenCode> CodeAsync(string to, string via = "sms")
    {
        var asked = await _host.Anonymous.PostAsync("/api/v1/viewers/codes", new { to, via }).OkAsync();
        return new GivenCode(asked.GetProperty("challenge").GetString()!, _codes.CodeFor(to));
    }

    /// <summary>Whether the token is none any more.</summary>
    private async Task<bool> IsRefusedAsync(string token)
    {
        using var client = _host.Client(token);
        using var answer = await client.GetAsync("/api/v1/my/inbox");
        return answer.StatusCode == HttpStatusCode.Unauthorized;
    }

    private static string Path(string site) => $"/api/v1/sites/{site}/villagers";

    private static string NewNumber() => $"+86136{Interlocked.Increment(ref _numbers):D8}";

    private static string Id(JsonElement villager) => villager.GetProperty("id").GetString()!;

    private static string Ticket(JsonElement given) => given.GetProperty("ticket").GetString()!;

    private static string Viewer(JsonElement person) => person.GetProperty("viewer").GetString()!;

    private sealed record GivenCode(string Challenge, string Code);
}
