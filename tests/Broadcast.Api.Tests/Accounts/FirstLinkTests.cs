using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Broadcast.Api.Accounts.FirstLink;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.Extensions.DependencyInjection;

namespace Broadcast.Api.Tests.Accounts;

/// <summary>An installation with nobody in it, where operators must have a second factor.</summary>
public sealed class FirstLinkTests
{
    private const string Password = "seven geese on the wall";

    [Test]
    public async Task The_link_makes_one_operator_who_may_do_nothing_before_there_is_a_second_factor_and_one_operator_remains()
    {
        await using var host = await ApiHost.StartAsync("--Accounts:SecondFactor", "operators", "--Accounts:SignInsPerAddress", "1000");
        var earlier = (await LinkAsync(host))!;
        var token = (await LinkAsync(host))!;
        await UseAsync(host, earlier).RefusedAsync(HttpStatusCode.Unauthorized, "setup.link");
        await UseAsync(host, token, password: "short").RefusedAsync(HttpStatusCode.BadRequest, "account.invalid");
        Assert.That(await IsOpenAsync(host), Is.True);

        var answers = await Task.WhenAll(UseAsync(host, token), UseAsync(host, token, "other@festival.example"));

        Assert.That(answers.Select(answer => answer.StatusCode).Order(), Is.EqualTo([HttpStatusCode.Created, HttpStatusCode.Unauthorized]));
        Assert.That((await IsOpenAsync(host), await LinkAsync(host)), Is.EqualTo((false, (string?)null)));
        Assert.That(await host.StoredAsync(), Does.Not.Contain(token));
        Assert.That(host.Log.Told, Has.None.Contains(token));
        var made = await Task.FromResult(answers.Single(answer => answer.IsSuccessStatusCode)).OkAsync();
        await EquipAsync(host, made);
        await OneRemainsAsync(host);
    }

    [Test]
    public void A_host_that_other_machines_reach_prints_the_link_with_its_public_name_too()
    {
        var here = FirstLinkStart.TextOf("http://127.0.0.1:8080", elsewhere: null, "t-1");
        var both = FirstLinkStart.TextOf("http://127.0.0.1:8080", "https://festival.example", "t-1");

        Assert.That(here, Does.Contain("  setup    http://127.0.0.1:8080/setup#first=t-1").And.Not.Contain("  or "));
        Assert.That(both.ReplaceLineEndings("\n"), Does.Contain("  setup    http://127.0.0.1:8080/setup#first=t-1\n  or       https://festival.example/setup#first=t-1\n"));
    }

    /// <summary>The sign-in that lacks a second factor, and what comes of it.</summary>
    private static async Task EquipAsync(ApiHost host, JsonElement made)
    {
        using var bare = host.Client(made.GetProperty("token").GetString());
        Assert.That(made.GetProperty("secondFactorNeeded").GetBoolean(), Is.True);
        await bare.GetAsync("/api/v1/accounts").RefusedAsync(HttpStatusCode.Forbidden, "auth.forbidden");
        Assert.That((await bare.GetOkAsync("/api/v1/accounts/me")).GetProperty("secondFactorNeeded").GetBoolean(), Is.True);

        var begun = await bare.PostAsync("/api/v1/accounts/me/second-factor", new { password = Password }).OkAsync();
        var confirmed = await bare.PostAsync("/api/v1/accounts/me/second-factor/confirm", new { code = AppCode.Of(host, begun) }).OkAsync();

        using var whole = host.Client(confirmed.GetProperty("signedIn").GetProperty("token").GetString());
        await whole.GetOkAsync("/api/v1/accounts");
        await whole.PostAsync("/api/v1/accounts/me/second-factor/off", new { code = "000000" }).RefusedAsync(HttpStatusCode.Forbidden, "account.second_factor_needed");
    }

    /// <summary>Two operators who are taken the role, or removed, at once by somebody who has no account.</summary>
    private static async Task OneRemainsAsync(ApiHost host)
    {
        await host.Operator.PostAsync("/api/v1/accounts", new { email = "second@festival.example", name = "Zhao", password = Password, roles = new[] { Roles.Operator } }).OkAsync();
        var two = (await host.Operator.GetOkAsync("/api/v1/accounts")).EnumerateArray().ToList();
        Assert.That(two, Has.Count.EqualTo(2));

        var answers = await Task.WhenAll(
            host.Operator.PutAsJsonAsync(Path(two[0]), new { revision = two[0].GetProperty("revision").GetString(), name = "Zhao", roles = new[] { Roles.Anchor } }),
            host.Operator.DeleteAsync(Path(two[1])));

        Assert.That(answers.Count(answer => answer.IsSuccessStatusCode), Is.EqualTo(1));
        await Task.FromResult(answers.Single(answer => !answer.IsSuccessStatusCode)).RefusedAsync(HttpStatusCode.Conflict, "account.last_operator");
    }

    private static string Path(JsonElement account) => $"/api/v1/accounts/{account.GetProperty("id").GetString()}";

    /// <summary>What a start prints.</summary>
    private static async Task<string?> LinkAsync(ApiHost host)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<FirstLinks>().MakeAsync(CancellationToken.None);
    }

    private static async Task<bool> IsOpenAsync(ApiHost host) => (await host.Anonymous.GetOkAsync("/api/v1/setup")).GetProperty("open").GetBoolean();

    private static Task<HttpResponseMessage> UseAsync(ApiHost host, string token, string email = "first@festival.example", string password = Password) =>
        host.Anonymous.PostAsync("/api/v1/setup/first", new { token, email, name = "Li", password });
}
