using Broadcast.Api.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Broadcast.Api.Tests.Data;

[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.Postgres)]
internal sealed class DatabaseReadyTests(Engine engine)
{
    [Test]
    public async Task It_is_ready_once_it_is_set_up()
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        var host = database.Host();

        var before = await CheckAsync(host);
        await host.StartAsync();
        var after = await CheckAsync(host);
        await database.ExecuteAsync("""DELETE FROM "Facts" """);
        var emptied = await CheckAsync(host);

        Assert.That((before, after, emptied), Is.EqualTo(("Unhealthy: The database does not answer.", "Healthy: ", "Unhealthy: The database is not set up.")));
    }

    private static async Task<string> CheckAsync(DataHost host)
    {
        var result = await new DatabaseReady(host.Services.GetRequiredService<IDbContextFactory<FestivalDb>>()).CheckHealthAsync(new HealthCheckContext());
        return $"{result.Status}: {result.Description}";
    }
}
