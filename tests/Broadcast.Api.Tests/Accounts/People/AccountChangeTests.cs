using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Broadcast.Chat.Spine.Tokens;
using static Broadcast.Api.Tests.Accounts.People.StaffOfRun;

namespace Broadcast.Api.Tests.Accounts.People;

public sealed class AccountChangeTests
{
    [Test]
    public async Task Other_rights_end_the_sign_ins_and_another_name_does_not()
    {
        var (id, email) = await MakeAsync(Roles.Anchor);
        using var own = await SignedInAsync(email);

        var renamed = await PutAsync(id, await RevisionAsync(id), "Zhao Ling", Roles.Anchor).OkAsync();
        await own.GetOkAsync("/api/v1/accounts/me");
        var moved = await PutAsync(id, renamed.GetProperty("revision").GetString(), "Zhao Ling", Roles.Auditor).OkAsync();

        await PasswordTests.EndedAsync(own);
        Assert.That((moved.GetProperty("name").GetString(), Words(moved, "roles")), Is.EqualTo(("Zhao Ling", new[] { Roles.Auditor })));
    }

    [Test]
    public async Task The_second_of_two_who_change_the_same_account_gets_what_it_is_now()
    {
        var (id, _) = await MakeAsync(Roles.Anchor);
        var revision = await RevisionAsync(id);
        await PutAsync(id, revision, "Zhao Ling", Roles.Anchor).OkAsync();

        using var answer = await PutAsync(id, revision, "Zhao Li", Roles.Anchor);
        var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;

        Assert.That((answer.StatusCode, problem.GetProperty("code").GetString()), Is.EqualTo((HttpStatusCode.Conflict, "account.conflict")));
        Assert.That(problem.GetProperty("account").GetProperty("name").GetString(), Is.EqualTo("Zhao Ling"));
        await PutAsync(id, problem.GetProperty("account").GetProperty("revision").GetString(), "Zhao Li", Roles.Anchor).OkAsync();
    }

    [Test]
    public async Task Everybody_changes_the_own_name()
    {
        var (_, email) = await MakeAsync(Roles.Shipper);
        using var own = await SignedInAsync(email);

        await own.PutAsJsonAsync("/api/v1/accounts/me", new { name = "" }).RefusedAsync(HttpStatusCode.BadRequest, "account.invalid");
        var renamed = await own.PutAsJsonAsync("/api/v1/accounts/me", new { name = "赵玲" }).OkAsync();

        Assert.That(renamed.GetProperty("name").GetString(), Is.EqualTo("赵玲"));
    }

    private static async Task<string?> RevisionAsync(string id) =>
        (await Operator.GetOkAsync("/api/v1/accounts")).EnumerateArray().Single(account => account.GetProperty("id").GetString() == id).GetProperty("revision").GetString();

    private static Task<HttpResponseMessage> PutAsync(string id, string? revision, string name, string role) =>
        Operator.PutAsJsonAsync($"/api/v1/accounts/{id}", new { revision, name, roles = new[] { role }, stages = Array.Empty<string>() });
}
