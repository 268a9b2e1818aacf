using Broadcast.Api.Data;
using Broadcast.Api.Spine;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Benchmarks.Commits;

/// <summary>A database as an Api process has it, migrated, without the rest of the process.</summary>
internal static class BenchDatabase
{
    public static async Task<IHost> StartAsync(string connection)
    {
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:Database", connection)]);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddMetrics();
        builder.Services.AddSingleton<ApiMeter>();
        builder.AddDatabase();
        var host = builder.Build();
        await host.Services.GetServices<IHostedService>().OfType<DatabaseStart>().Single().StartingAsync(CancellationToken.None);
        return host;
    }

    /// <summary>What the database answers to these queries, such as <c>PRAGMA synchronous</c>.</summary>
    public static async Task<string> SettingsAsync(IHost host, string[] queries)
    {
        await using var database = await host.Services.GetRequiredService<IDbContextFactory<FestivalDb>>().CreateDbContextAsync();
        await database.Database.OpenConnectionAsync();
        var found = new List<string>();
        foreach (var query in queries)
        {
            await using var command = database.Database.GetDbConnection().CreateCommand();
            command.CommandText = query;
            found.Add($"{query.Split(' ')[1]} {await command.ExecuteScalarAsync()}");
        }

        return string.Join(", ", found);
    }
}
