using System.Net;
using TestKit;
using TestKit.Postgres;

namespace Broadcast.Api.Tests.Data;

/// <summary>Uses its own server, which it stops.</summary>
internal sealed class PostgresAwayTests
{
    [Test]
    public async Task While_the_database_is_away_calls_say_so_and_readiness_too_and_all_goes_on_afterwards()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var host = await ApiHost.StartAsync("--ConnectionStrings:Database", await server.CreateDatabaseAsync());
        await host.CreateFestivalAsync();

        await server.StopAsync();
        await host.Anonymous.GetAsync("/api/v1/festivals/festival").RefusedAsync(HttpStatusCode.ServiceUnavailable, "service.unavailable");
        await host.Operator.PostAsync("/api/v1/products", new { id = "goose", name = "鹅", price = 1, url = "/a" })
            .RefusedAsync(HttpStatusCode.ServiceUnavailable, "service.unavailable");
        await host.Operator.PostAsync("/api/v1/accounts/sign-in", new { email = "li@example.org", password = "a-long-password" })
            .RefusedAsync(HttpStatusCode.ServiceUnavailable, "service.unavailable");
        using (var ready = await host.Anonymous.GetAsync("/readyz"))
            Assert.That(await ready.Content.ReadAsStringAsync(), Does.Contain("\"database\"").And.Contain("\"ready\":false"));

        await server.StartAgainAsync();
        await host.Operator.PostAsync("/api/v1/products", new { id = "goose", name = "鹅", price = 1, url = "/a" }).OkAsync();
        await Eventually.TrueAsync(() => host.Facts.Products.Count == 1, "the facts are written again");
        Assert.That(host.Log.Alarming.Where(line => !line.Contains("HealthChecks", StringComparison.Ordinal)), Is.Empty, "an outage is told in lines");
    }
}
