using System.Net;
using System.Text.Json;
using Broadcast.Api.Accounts.Invitations;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.EntityFrameworkCore;
using static Broadcast.Api.Tests.Accounts.People.StaffOfRun;

namespace Broadcast.Api.Tests.Accounts.People;

public sealed class InvitationTests
{
    [Test]
    public async Task Who_is_invited_sees_to_what_chooses_a_password_and_is_signed_in_with_the_invitations_role()
    {
        var link = await InviteAsync(Roles.Anchor, "gushi");

        var seen = await Host.Anonymous.PostAsync("/api/v1/invitations/look", new { token = Token(link) }).OkAsync();
        var email = NewEmail();
        var signedIn = await AcceptAsync(link, email).OkAsync();

        Assert.Multiple(() =>
        {
            Assert.That(link.GetProperty("link").GetString(), Is.EqualTo($"{Host.Http.ToString().TrimEnd('/')}/join#{Token(link)}"));
            Assert.That(link.GetProperty("qr").GetString(), Does.StartWith("<svg"));
            Assert.That(link.GetProperty("expiresAt").GetDateTimeOffset(), Is.EqualTo(DateTimeOffset.UtcNow.AddDays(7)).Within(TimeSpan.FromMinutes(1)));
            Assert.That((seen.GetProperty("kind").GetString(), seen.GetProperty("name").GetString()), Is.EqualTo(("invitation", "Li Hua")));
            Assert.That((Words(signedIn, "roles"), Words(signedIn, "stages")), Is.EqualTo((new[] { Roles.Anchor }, new[] { "gushi" })));
        });
        using var again = await SignedInAsync(email);
        Assert.That((await again.GetOkAsync("/api/v1/accounts/me")).GetProperty("account").GetProperty("name").GetString(), Is.EqualTo("Li"));
    }

    [Test]
    public async Task Neither_the_database_nor_the_log_has_a_links_token()
    {
        var link = await InviteAsync(Roles.Shipper);
        await Host.Anonymous.PostAsync("/api/v1/invitations/look", new { token = Token(link) }).OkAsync();

        Assert.That(await Host.StoredAsync(), Does.Not.Contain(Token(link)));
        Assert.That(Host.Log.Told, Has.None.Contains(Token(link)));
    }

    [Test]
    public async Task Who_made_a_link_and_what_became_of_it_is_noted_without_its_token()
    {
        var link = await InviteAsync(Roles.Auditor);
        var email = NewEmail();
        await AcceptAsync(link, email).OkAsync();
        using var joined = await SignedInAsync(email);
        var account = (await joined.GetOkAsync("/api/v1/accounts/me")).GetProperty("account").GetProperty("id").GetString();

        var audit = await Operator.GetOkAsync($"/api/v1/audit?what=link&id={link.GetProperty("id").GetString()}");

        Assert.That(audit.GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("action").GetString()), Is.EqualTo(["retired", "made"]));
        var made = await Operator.GetOkAsync($"/api/v1/audit?what=account&id={account}");
        var authors = audit.GetProperty("entries").EnumerateArray().Take(1).Concat(made.GetProperty("entries").EnumerateArray()).Select(entry => entry.GetProperty("by"));
        Assert.That(authors.Select(by => (by.GetProperty("id").GetString(), by.GetProperty("name").GetString())), Is.EqualTo([($"staff:{account}", "Li"), ($"staff:{account}", "Li")]), "who joins is named, and not as somebody without a token");
        Assert.That(audit.GetRawText(), Does.Contain(Roles.Auditor).And.Not.Contain(Token(link)));
    }

    [Test]
    public async Task Of_two_who_use_a_link_at_once_one_is_let_in()
    {
        var link = await InviteAsync(Roles.Auditor);

        var answers = await Task.WhenAll(AcceptAsync(link), AcceptAsync(link), AcceptAsync(link));

        Assert.That(answers.Select(answer => answer.StatusCode).Order(), Is.EqualTo([HttpStatusCode.Created, HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized]));
        foreach (var answer in answers)
            answer.Dispose();
    }

    [Test]
    public async Task Unknown_withdrawn_old_and_orphaned_links_get_the_same_answer()
    {
        var (other, email) = await MakeAsync(Roles.Operator);
        using var otherOperator = await SignedInAsync(email);
        var orphaned = await InviteAsync(otherOperator, Roles.Anchor);
        await Operator.DeleteAsync($"/api/v1/accounts/{other}").OkAsync();
        var withdrawn = await InviteAsync(Roles.Anchor);
        await Operator.DeleteAsync($"/api/v1/accounts/invitations/{withdrawn.GetProperty("id").GetString()}").OkAsync();
        var old = await InviteAsync(Roles.Anchor);
        await AgeAsync(old);

        foreach (var dead in new[] { orphaned, withdrawn, old, JsonDocument.Parse("""{"token":"aaaa"}""").RootElement })
        {
            await AcceptAsync(dead).RefusedAsync(HttpStatusCode.Unauthorized, "invitation.link");
            await Host.Anonymous.PostAsync("/api/v1/invitations/look", new { token = Token(dead) }).RefusedAsync(HttpStatusCode.Unauthorized, "invitation.link");
        }
    }

    [Test]
    public async Task What_is_wrong_in_the_form_is_named_by_field_and_uses_nothing_up()
    {
        var link = await InviteAsync(Roles.Anchor);

        using var answer = await AcceptAsync(link, email: "no address", password: "festival2026");
        var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(
            problem.GetProperty("fields").EnumerateArray().Select(fault => (fault.GetProperty("field").GetString(), fault.GetProperty("fault").GetString())),
            Is.EqualTo([("email", "form"), ("password", "guessable")]));
        await AcceptAsync(link, email: "first@festival.example").RefusedAsync(HttpStatusCode.Conflict, "account.exists");
        await AcceptAsync(link).OkAsync();
    }

    [Test]
    public async Task Open_links_are_listed_without_their_tokens_until_they_are_used()
    {
        var link = await InviteAsync(Roles.Moderator, "suning");
        var before = await OpenAsync(link);

        await AcceptAsync(link).OkAsync();

        Assert.That(before?.GetProperty("roles")[0].GetString(), Is.EqualTo(Roles.Moderator));
        Assert.That(before?.ToString(), Does.Not.Contain(Token(link)));
        Assert.That(await OpenAsync(link), Is.Null);
        await Operator.DeleteAsync($"/api/v1/accounts/invitations/{link.GetProperty("id").GetString()}").RefusedAsync(HttpStatusCode.NotFound, "invitation.unknown");
    }

    [Test]
    public async Task Nobody_is_invited_to_a_stage_that_is_not_offered()
    {
        await Host.Operator.PostAsync("/api/v1/festivals/festival/stages", new { id = "closed", name = "三" }).OkAsync();
        await InviteAsync(Roles.Anchor, "closed");
        await Host.Operator.DeleteAsync("/api/v1/stages/closed").OkAsync();

        foreach (var stage in (string[])["closed", "nowhere"])
        {
            var refused = await Operator.PostAsync("/api/v1/accounts/invitations", new { name = "Li", roles = new[] { Roles.Anchor }, stages = new[] { "gushi", stage } })
                .RefusedAsync(HttpStatusCode.BadRequest, "account.invalid");
            Assert.That((refused.GetProperty("fields")[0].GetProperty("field").GetString(), refused.GetProperty("fields")[0].GetProperty("fault").GetString()), Is.EqualTo(("stages", "unknown")));
        }
    }

    private static async Task<JsonElement?> OpenAsync(JsonElement link)
    {
        var open = (await Operator.GetOkAsync("/api/v1/accounts/invitations")).EnumerateArray();
        return open.Cast<JsonElement?>().SingleOrDefault(one => one!.Value.GetProperty("id").GetString() == link.GetProperty("id").GetString());
    }

    private static async Task AgeAsync(JsonElement link)
    {
        var id = link.GetProperty("id").GetString();
        await using var database = Host.Database();
        await database.StaffLinks.Where(row => row.Id == id).ExecuteUpdateAsync(row => row.SetProperty(known => known.ExpiresAt, DateTimeOffset.UtcNow.AddSeconds(-1)));
    }
}
