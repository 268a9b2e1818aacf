using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Broadcast.Api.Idempotency;
using Broadcast.Api.Results;
using Broadcast.Api.Tests.Tickets;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Redis;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;
using static Broadcast.Api.Tests.Claims.WonPrizes;

namespace Broadcast.Api.Tests.Claims;

/// <summary>Winners say where to send their prize, and shippers send it.</summary>
public sealed class ClaimTests
{
    private static readonly string[] Drawn = ["id", "at", "shippedAt", "receipt", "next", "traceId"];
    private PersonLogin _login = null!;
    private ApiHost _host = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _login = await PersonLogin.StartAsync();
        _host = await ApiHost.StartAsync(_login.Settings);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _host.DisposeAsync();
        await _login.DisposeAsync();
    }

    [Test]
    public async Task A_winner_claims_and_gets_a_receipt_that_anybody_can_check()
    {
        var claim = await _host.ClaimedAsync(_login, "gushi.receipt", "mei");

        var parts = claim.GetProperty("receipt").GetString()!.Split('.');
        var header = Json(parts[0]);
        var payload = Json(parts[1]);
        var key = (await _host.Anonymous.GetOkAsync("/.well-known/jwks.json")).GetProperty("keys").EnumerateArray()
            .Single(key => key.GetProperty("kid").GetString() == header.GetProperty("kid").GetString());
        using var ec = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = { X = Base64UrlEncoder.DecodeBytes(key.GetProperty("x").GetString()), Y = Base64UrlEncoder.DecodeBytes(key.GetProperty("y").GetString()) },
        });
        Assert.Multiple(() =>
        {
            Assert.That(ec.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64UrlEncoder.DecodeBytes(parts[2]), HashAlgorithmName.SHA256), Is.True);
            Assert.That(header.GetProperty("typ").GetString(), Is.EqualTo("receipt+jwt"));
            Assert.That(payload.GetProperty("jti").GetString(), Is.EqualTo(claim.Id()));
            Assert.That(payload.GetProperty("sub").GetString(), Is.EqualTo(Caller.PersonId(PersonLogin.Shop, "mei").Value));
            Assert.That((payload.GetProperty("question").GetString(), payload.GetProperty("prize").GetString(), payload.GetProperty("rank").GetInt32()),
                Is.EqualTo(("gushi.receipt", "goose", 1)));
            Assert.That(Written(claim), Does.Not.Contain("4242"));
        });
    }

    [Test]
    public async Task A_winner_sees_their_prizes_page_by_page_and_what_has_become_of_them()
    {
        var claim = await _host.ClaimedAsync(_login, "gushi.own1", "own");
        await _host.SettleAsync("gushi.own2", "own", "mei");
        await _host.SettleAsync("gushi.own3", "mei");
        var voided = await _host.SettleAsync("gushi.own4", "own");
        await _host.Services.GetRequiredService<ResultBook>().VoidAsync(voided, CancellationToken.None);
        using var shipper = _host.Shipper();
        await shipper.PostAsync($"/api/v1/claims/{claim.Id()}/shipped", new { carrier = "顺丰", tracking = "SF-1" }).OkAsync();
        using var person = _host.Person(_login, "own");

        var first = await person.GetOkAsync("/api/v1/my/prizes?limit=1");
        var second = await person.GetOkAsync($"/api/v1/my/prizes?limit=1&before={first.GetProperty("next").GetString()}");

        var (newer, older) = (first.GetProperty("prizes").EnumerateArray().Single(), second.GetProperty("prizes").EnumerateArray().Single());
        Assert.Multiple(() =>
        {
            Assert.That((newer.GetProperty("question").GetString(), newer.GetProperty("claim").ValueKind), Is.EqualTo(("gushi.own2", JsonValueKind.Null)));
            Assert.That(older.GetProperty("question").GetString(), Is.EqualTo("gushi.own1"));
            Assert.That((older.GetProperty("claim").GetProperty("state").GetString(), older.GetProperty("claim").GetProperty("tracking").GetString()), Is.EqualTo(("shipped", "SF-1")));
            Assert.That(second.GetProperty("next").ValueKind, Is.EqualTo(JsonValueKind.Null));
        });
        await person.GetAsync("/api/v1/my/prizes?before=x").RefusedAsync(HttpStatusCode.BadRequest, "claim.page");
    }

    [Test]
    public async Task Only_the_winner_claims_and_only_once_however_many_times_they_ask_at_once()
    {
        await _host.SettleAsync("gushi.once", "lin");
        using var winner = _host.Person(_login, "lin");
        using var other = _host.Person(_login, "bo");
        var ticket = await _host.Anonymous.PostAsync("/api/v1/tickets", new { name = "Guest" }).OkAsync();
        using var guest = _host.Client(ticket.GetProperty("ticket").GetString());

        await other.PostAsync(Claim("gushi.once"), Recipient).RefusedAsync(HttpStatusCode.NotFound, "claim.not_won");
        await other.DeleteAsync(Claim("gushi.once")).RefusedAsync(HttpStatusCode.NotFound, "claim.unknown");
        await winner.PostAsync(Claim("gushi.nothing"), Recipient).RefusedAsync(HttpStatusCode.NotFound, "claim.not_won");
        await guest.PostAsync(Claim("gushi.once"), Recipient).RefusedAsync(HttpStatusCode.Forbidden, "person.required");
        await _host.Operator.PostAsync(Claim("gushi.once"), Recipient).RefusedAsync(HttpStatusCode.Forbidden, "person.required");
        await _host.Anonymous.PostAsync(Claim("gushi.once"), Recipient).RefusedAsync(HttpStatusCode.Unauthorized, "auth.required");
        var statuses = await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
        {
            using var answer = await winner.PostAsync(Claim("gushi.once"), Recipient);
            return answer.StatusCode;
        }));

        Assert.That(statuses.Order(), Is.EqualTo([HttpStatusCode.Created, .. Enumerable.Repeat(HttpStatusCode.Conflict, 5)]));
        await winner.PostAsync(Claim("gushi.once"), Recipient).RefusedAsync(HttpStatusCode.Conflict, "claim.exists");
    }

    [Test]
    public async Task Sent_again_with_its_key_a_claim_and_a_shipping_get_the_same_answer_and_no_address_is_kept_for_it()
    {
        await _host.SettleAsync("gushi.again", "again");
        using var winner = _host.Person(_login, "again");
        using var shipper = _host.Shipper();
        foreach (var client in (HttpClient[])[winner, shipper])
            client.DefaultRequestHeaders.Add("Idempotency-Key", "one");

        var claim = await winner.PostAsync(Claim("gushi.again"), Recipient).OkAsync();
        var again = await winner.PostAsync(Claim("gushi.again"), Recipient).OkAsync();
        var shipped = await shipper.PostAsync($"/api/v1/claims/{claim.Id()}/shipped", new { carrier = "顺丰", tracking = "SF9" }).OkAsync();
        var shippedAgain = await shipper.PostAsync($"/api/v1/claims/{claim.Id()}/shipped", new { carrier = "顺丰", tracking = "SF9" }).OkAsync();

        Assert.Multiple(() =>
        {
            Assert.That(again.GetRawText(), Is.EqualTo(claim.GetRawText()));
            Assert.That(shippedAgain.GetRawText(), Is.EqualTo(shipped.GetRawText()));
        });
        winner.DefaultRequestHeaders.Remove("Idempotency-Key");
        winner.DefaultRequestHeaders.Add("Idempotency-Key", "two");
        await winner.PostAsync(Claim("gushi.again"), Recipient).RefusedAsync(HttpStatusCode.Conflict, "claim.exists");
        await using var database = _host.Database();
        var kept = await database.IdempotencyRecords.AsNoTracking().Where(record => record.Body != null).ToListAsync();
        Assert.That(kept.Select(record => Encoding.UTF8.GetString(record.Body!)), Is.Not.Empty.And.None.Contains("4242").And.None.Contains("鹅塘路"));
    }

    [Test]
    public async Task Before_the_reveal_winners_and_others_get_the_same_answer()
    {
        await _host.SettleAsync("gushi.secret", "zhao");
        var redis = _host.Services.GetRequiredService<RedisLink>().Database;
        var key = _host.Services.GetRequiredService<RedisKeys>().Room(RoomId.Parse("gushi"), "question:gushi.secret");
        await redis.HashSetAsync(key, "state", "sealed");
        using var winner = _host.Person(_login, "zhao");
        using var other = _host.Person(_login, "bo");

        await winner.PostAsync(Claim("gushi.secret"), Recipient).RefusedAsync(HttpStatusCode.Conflict, "result.unrevealed");
        await other.PostAsync(Claim("gushi.secret"), Recipient).RefusedAsync(HttpStatusCode.Conflict, "result.unrevealed");
        Assert.That((await winner.GetOkAsync("/api/v1/my/prizes")).GetProperty("prizes").GetArrayLength(), Is.Zero);

        await redis.HashSetAsync(key, "state", "settled");
        await winner.PostAsync(Claim("gushi.secret"), Recipient).OkAsync();
    }

    [TestCase("""{"telephone":"13900004242","address":"x"}""", "claim.name")]
    [TestCase("""{"name":"a\u0007b","telephone":"13900004242","address":"x"}""", "claim.name")]
    [TestCase("""{"name":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","telephone":"13900004242","address":"x"}""", "claim.name")]
    [TestCase("""{"name":"Lin","telephone":"424242","address":"x"}""", "claim.telephone")]
    [TestCase("""{"name":"Lin","telephone":"4242424242424242","address":"x"}""", "claim.telephone")]
    [TestCase("""{"name":"Lin","telephone":"4242x424242","address":"x"}""", "claim.telephone")]
    [TestCase("""{"name":"Lin","telephone":"42+42424242","address":"x"}""", "claim.telephone")]
    [TestCase("""{"name":"Lin","telephone":"４２４２４２４２","address":"x"}""", "claim.telephone")]
    [TestCase("""{"name":"Lin","telephone":"13900004242"}""", "claim.address")]
    [TestCase("""{"name":"Lin","telephone":"13900004242","address":"Goose Road 4242\n7"}""", "claim.address")]
    public async Task A_wrong_field_is_named_and_not_quoted(string body, string code)
    {
        using var person = _host.Person(_login, "mei");
        using var answer = await person.PostAsync(Claim("gushi.wrong"), new StringContent(body, Encoding.UTF8, "application/json"));
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Multiple(() =>
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That(problem.GetProperty("code").GetString(), Is.EqualTo(code));
            Assert.That(problem.GetProperty("detail").GetString(), Does.Contain($"'{code.Split('.')[1]}'"));
            Assert.That(Written(problem), Does.Not.Contain("4242"));
        });
    }

    [Test]
    public async Task A_shipper_opens_a_claim_and_each_read_is_noted()
    {
        var id = (await _host.ClaimedAsync(_login, "gushi.read", "mei")).Id();
        using var shipper = _host.Shipper();
        using var auditor = _host.Auditor();

        var opened = await shipper.GetOkAsync($"/api/v1/claims/{id}");
        await shipper.GetOkAsync($"/api/v1/claims/{id}");
        var reads = (await auditor.GetOkAsync($"/api/v1/claims/{id}/reads")).GetProperty("reads").EnumerateArray().ToList();

        var recipient = opened.GetProperty("recipient");
        Assert.Multiple(() =>
        {
            Assert.That(
                (recipient.GetProperty("name").GetString(), recipient.GetProperty("telephone").GetString(), recipient.GetProperty("address").GetString()),
                Is.EqualTo(("王小鹅", "+8613900004242", "河南省固始县陈集镇鹅塘路 7 号")));
            Assert.That(opened.GetProperty("claim").GetProperty("prize").GetString(), Is.EqualTo("goose"));
            Assert.That(reads.Select(read => read.GetProperty("by").GetString()), Is.EqualTo(["staff:test", "staff:test"]));
            Assert.That(reads.Select(read => read.GetProperty("at").GetDateTimeOffset()), Has.All.EqualTo(DateTimeOffset.UtcNow).Within(TimeSpan.FromMinutes(1)));
        });
        foreach (var role in Roles.All.Except([Roles.Shipper], StringComparer.Ordinal))
        {
            using var staff = _host.Client(_host.Token(role));
            await staff.GetAsync($"/api/v1/claims/{id}").RefusedAsync(HttpStatusCode.Forbidden, "auth.forbidden");
        }

        Assert.That((await auditor.GetOkAsync($"/api/v1/claims/{id}/reads")).GetProperty("reads").GetArrayLength(), Is.EqualTo(2), "a refusal is no read");
    }

    [Test]
    public async Task The_list_has_every_claim_once_the_oldest_first_and_no_address()
    {
        for (var i = 0; i < 3; i++)
            await _host.ClaimedAsync(_login, $"gushi.list{i}", "list");
        using var shipper = _host.Shipper();

        var seen = new List<string>();
        var text = "";
        for (string? next = "", at = "/api/v1/claims?state=claimed&limit=2"; next is not null; at = $"/api/v1/claims?state=claimed&limit=2&after={next}")
        {
            var page = await shipper.GetOkAsync(at);
            text += Written(page);
            seen.AddRange(page.GetProperty("claims").EnumerateArray().Select(claim => claim.GetProperty("question").GetString()!));
            next = page.GetProperty("next").GetString();
        }

        Assert.Multiple(() =>
        {
            Assert.That(seen, Is.Unique);
            Assert.That(seen.Where(question => question.Contains("list", StringComparison.Ordinal)), Is.EqualTo(["gushi.list0", "gushi.list1", "gushi.list2"]));
            Assert.That(text, Does.Not.Contain("4242").And.Not.Contain("鹅塘路").And.Not.Contain("王小鹅"));
        });
        await shipper.GetAsync("/api/v1/claims?state=lost").RefusedAsync(HttpStatusCode.BadRequest, "claim.state");
        await shipper.GetAsync("/api/v1/claims?after=x").RefusedAsync(HttpStatusCode.BadRequest, "claim.page");
    }

    [Test]
    public async Task A_prize_is_shipped_once_and_a_withdrawn_one_never_but_can_be_claimed_again()
    {
        var id = (await _host.ClaimedAsync(_login, "gushi.ship", "ship")).Id();
        var taken = (await _host.ClaimedAsync(_login, "gushi.taken", "ship")).Id();
        using var shipper = _host.Shipper();
        using var winner = _host.Person(_login, "ship");

        await shipper.PostAsync($"/api/v1/claims/{id}/shipped", new { carrier = "顺丰", tracking = "SF 1" }).RefusedAsync(HttpStatusCode.BadRequest, "claim.tracking");
        await shipper.PostAsync($"/api/v1/claims/{id}/shipped", new { tracking = "SF1" }).RefusedAsync(HttpStatusCode.BadRequest, "claim.carrier");
        var shipped = await shipper.PostAsync($"/api/v1/claims/{id}/shipped", new { carrier = "顺丰", tracking = "SF1" }).OkAsync();
        var again = await shipper.PostAsync($"/api/v1/claims/{id}/shipped", new { carrier = "顺丰", tracking = "SF1" }).OkAsync();
        await shipper.PostAsync($"/api/v1/claims/{id}/shipped", new { carrier = "顺丰", tracking = "SF2" }).RefusedAsync(HttpStatusCode.Conflict, "claim.shipped");
        await shipper.PostAsync("/api/v1/claims/none/shipped", new { carrier = "顺丰", tracking = "SF1" }).RefusedAsync(HttpStatusCode.NotFound, "claim.unknown");
        await winner.DeleteAsync(Claim("gushi.taken")).OkAsync();
        await winner.DeleteAsync(Claim("gushi.taken")).OkAsync();
        await shipper.PostAsync($"/api/v1/claims/{taken}/shipped", new { carrier = "顺丰", tracking = "SF3" }).RefusedAsync(HttpStatusCode.Conflict, "claim.withdrawn");
        var renewed = await winner.PostAsync(Claim("gushi.taken"), Recipient).OkAsync();

        Assert.Multiple(() =>
        {
            Assert.That(again.GetRawText(), Is.EqualTo(shipped.GetRawText()));
            Assert.That(shipped.GetProperty("state").GetString(), Is.EqualTo("shipped"));
            Assert.That(renewed.Id(), Is.Not.EqualTo(taken));
        });
        await winner.DeleteAsync(Claim("gushi.ship")).OkAsync();
        await winner.PostAsync(Claim("gushi.ship"), Recipient).RefusedAsync(HttpStatusCode.Conflict, "claim.exists");
        await shipper.GetAsync($"/api/v1/claims/{id}").RefusedAsync(HttpStatusCode.Conflict, "claim.erased");
    }

    /// <summary>What a document says, without what is drawn at random or taken from the clock, in which any four digits may occur.</summary>
    private static string Written(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => string.Join(' ', element.EnumerateObject().Where(member => !Drawn.Contains(member.Name, StringComparer.Ordinal)).Select(member => Written(member.Value))),
        JsonValueKind.Array => string.Join(' ', element.EnumerateArray().Select(Written)),
        _ => element.ToString(),
    };

    private static JsonElement Json(string part) => JsonSerializer.Deserialize<JsonElement>(Base64UrlEncoder.DecodeBytes(part));
}
