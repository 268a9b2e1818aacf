using Broadcast.Api.Data;
using Broadcast.Api.Facts;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TestKit;

namespace Broadcast.Api.Tests.Data;

/// <summary>A database file of the test's own, and the services of as many hosts on it as the test wants; nothing else of a host runs.</summary>
internal sealed class DatabaseFile : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<IHost> _hosts = [];

    /// <summary>In a folder that does not exist at first.</summary>
    public string Path => _folder.File("data/festival.db");

    /// <summary>The file that a host locks while it migrates.</summary>
    public string LockPath => $"{Path}.migrating";

    /// <summary>A file whose database is set up.</summary>
    public static async Task<(DatabaseFile File, DataHost Host)> StartedAsync()
    {
        var file = new DatabaseFile();
        var host = file.Host();
        await host.StartAsync();
        return (file, host);
    }

    /// <param name="time">The real one by default.</param>
    /// <param name="path">Another file than this one.</param>
    /// <param name="alsoLog">Hears of what the host does, too.</param>
    public DataHost Host(TimeProvider? time = null, string? path = null, ILoggerProvider? alsoLog = null)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(settings: null);
        var log = new KeptLog();
        builder.Logging.AddProvider(log);
        if (alsoLog is not null)
            builder.Logging.AddProvider(alsoLog);
        builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:Database", $"Data Source={path ?? Path}")]);
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        builder.AddDatabase();
        var host = builder.Build();
        _hosts.Add(host);
        return new DataHost(host.Services, log);
    }

    /// <summary>Runs statements as somebody else does, without the services.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The first column of what a statement selects, as text.</summary>
    public IReadOnlyList<string> Read(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var values = new List<string>();
        while (reader.Read())
            values.Add(reader.GetString(0));
        return values;
    }

    public void Dispose()
    {
        foreach (var host in _hosts)
            host.Dispose();
        _folder.Dispose();
    }
}

/// <summary>One host's services of the database.</summary>
internal sealed class DataHost(IServiceProvider services, KeptLog log)
{
    public IServiceProvider Services => services;

    /// <summary>Whether its start has migrated the database.</summary>
    public bool Migrated => log.Text.Contains("Applied", StringComparison.Ordinal);

    /// <summary>What the host does before anything else of it starts.</summary>
    public Task StartAsync() => services.GetServices<IHostedService>().OfType<DatabaseStart>().Single().StartingAsync(CancellationToken.None);

    public FestivalDb Open() => services.GetRequiredService<IDbContextFactory<FestivalDb>>().CreateDbContext();

    public async Task<long> RevisionAsync()
    {
        await using var database = Open();
        return (await FactsDocument.StampAsync(database, CancellationToken.None)).Revision;
    }
}
