using Broadcast.Api.Data;
using Broadcast.Api.Facts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Broadcast.Api.Tests.Data;

/// <summary>One host's services of the database.</summary>
internal sealed class DataHost(IHost host, KeptLog log)
{
    public IServiceProvider Services => host.Services;

    /// <summary>Whether its start has migrated the database.</summary>
    public bool Migrated => log.Text.Contains("Applied", StringComparison.Ordinal);

    /// <summary>What the host does before anything else of it starts.</summary>
    public Task StartAsync() => Services.GetServices<IHostedService>().OfType<DatabaseStart>().Single().StartingAsync(CancellationToken.None);

    /// <summary>What the host does last.</summary>
    public void End() => host.Dispose();

    public FestivalDb Open() => Services.GetRequiredService<IDbContextFactory<FestivalDb>>().CreateDbContext();

    public async Task<long> RevisionAsync()
    {
        await using var database = Open();
        return (await FactsDocument.StampAsync(database, CancellationToken.None)).Revision;
    }
}
