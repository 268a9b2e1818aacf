using System.Text.Json;

namespace Broadcast.Api.Tests.Accounts;

/// <summary>What listing accounts costs the database.</summary>
public sealed class AccountListTests
{
    private const string Command = "Executed DbCommand";

    [Test]
    public async Task The_list_takes_as_many_queries_for_many_accounts_as_for_one()
    {
        await using var host = await ApiHost.StartAsync("--Logging:LogLevel:Microsoft.EntityFrameworkCore.Database.Command", "Information");
        await CreateAsync(host, 0);
        var few = await QueriesAsync(host);
        for (var i = 1; i < 12; i++)
            await CreateAsync(host, i);
        var many = await QueriesAsync(host);

        Assert.That(many, Is.EqualTo(few).And.GreaterThan(0));
        var accounts = (await host.Operator.GetOkAsync("/api/v1/accounts")).EnumerateArray().ToList();
        Assert.That(accounts.Select(account => account.GetProperty("email").GetString()), Is.EqualTo(Enumerable.Range(0, 12).Select(i => $"a{i:D2}@example.org")));
        Assert.That(accounts.SelectMany(account => account.GetProperty("roles").EnumerateArray().Select(role => role.GetString())).Distinct(StringComparer.Ordinal), Is.EqualTo(["anchor", "auditor"]));
    }

    private static Task<JsonElement> CreateAsync(ApiHost host, int number) => host.Operator.PostAsync(
        "/api/v1/accounts", new { email = $"a{number:D2}@example.org", name = "Li", password = "long enough!", roles = new[] { "auditor", "anchor" }, stages = new[] { "gushi" } }).OkAsync();

    private static async Task<int> QueriesAsync(ApiHost host)
    {
        int Count() => host.Log.Told.Count(line => line.Contains(Command, StringComparison.Ordinal) && line.Contains("AspNet", StringComparison.Ordinal));

        var before = Count();
        await host.Operator.GetOkAsync("/api/v1/accounts");
        return Count() - before;
    }
}
