using Broadcast.Api.Data;
using Broadcast.Api.Spine;
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
}
