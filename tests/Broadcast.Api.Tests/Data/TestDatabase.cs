using System.Data.Common;
using Broadcast.Api.Data;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using TestKit;

namespace Broadcast.Api.Tests.Data;

/// <summary>
/// A database of the test's own, and the services of as many hosts on it as the test wants (on SQLite, one at a time); nothing else of a host
/// runs.
/// </summary>
internal sealed class TestDatabase(Engine engine, string connection) : IAsyncDisposable
{
    private readonly List<IHost> _hosts = [];
    private TemporaryFolder? _folder;

    public string Connection => connection;

    /// <summary>The file of a SQLite database.</summary>
    public string Path => new SqliteConnectionStringBuilder(connection).DataSource;

    /// <summary>A database without tables; a SQLite file does not exist yet, nor does its folder.</summary>
    public static async Task<TestDatabase> MakeAsync(Engine engine)
    {
        if (engine == Engine.Postgres)
            return new TestDatabase(engine, await RunPostgres.Server.CreateDatabaseAsync());

        var folder = new TemporaryFolder();
        return new TestDatabase(engine, $"Data Source={folder.File("data/festival.db")}") { _folder = folder };
    }

    /// <summary>A database that is set up, and a host on it.</summary>
    public static async Task<(TestDatabase Database, DataHost Host)> StartedAsync(Engine engine)
    {
        var database = engine == Engine.Postgres ? new TestDatabase(engine, await RunPostgres.DatabaseAsync()) : await MakeAsync(engine);
        var host = database.Host();
        await host.StartAsync();
        return (database, host);
    }

    /// <param name="time">The real one by default.</param>
    /// <param name="other">Another connection string than this one's.</param>
    /// <param name="alsoLog">Hears of what the host does, too.</param>
    /// <param name="add">Adds services of more than the database.</param>
    public DataHost Host(TimeProvider? time = null, string? other = null, ILoggerProvider? alsoLog = null, Action<IHostApplicationBuilder>? add = null)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(settings: null);
        var log = new KeptLog();
        builder.Logging.AddProvider(log);
        if (alsoLog is not null)
            builder.Logging.AddProvider(alsoLog);
        builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:Database", other ?? connection)]);
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        builder.AddDatabase();
        add?.Invoke(builder);
        var host = builder.Build();
        _hosts.Add(host);
        return new DataHost(host, log);
    }

    /// <summary>The connection string of a process that is to be told apart on the server.</summary>
    public string ConnectionOf(string process) => engine == Engine.Postgres ? $"{connection};Application Name={process}" : connection;

    /// <summary>Waits until the server has ended the sessions of a killed process: a commit that was sent goes on without the process that sent it.</summary>
    public async Task LeftAsync(string process)
    {
        if (engine == Engine.Postgres)
        {
            await Eventually.TrueAsync(
                async () => await ReadAsync($"SELECT application_name FROM pg_stat_activity WHERE application_name = '{process}' AND datname = current_database()") is [],
                $"the server has ended the sessions of {process}");
        }
    }

    /// <summary>Opens a connection as somebody else does, without the services. The caller disposes it.</summary>
    public async Task<DbConnection> ConnectAsync()
    {
        DbConnection own = engine == Engine.Postgres ? new NpgsqlConnection($"{connection};Pooling=false") : new SqliteConnection($"{connection};Pooling=False");
        await own.OpenAsync();
        return own;
    }

    /// <summary>Runs statements as somebody else does.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var own = await ConnectAsync();
        await using var command = own.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The first column of what a statement selects, as text.</summary>
    public async Task<IReadOnlyList<string>> ReadAsync(string sql)
    {
        await using var own = await ConnectAsync();
        await using var command = own.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var values = new List<string>();
        while (await reader.ReadAsync())
            values.Add(reader.GetString(0));
        return values;
    }

    /// <summary>Drops nothing: the run's server ends with the run.</summary>
    public ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
            host.Dispose();
        _folder?.Dispose();
        return ValueTask.CompletedTask;
    }
}
