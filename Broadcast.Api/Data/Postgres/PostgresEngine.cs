using System.Net.Sockets;
using Broadcast.Chat.Spine.Hosting;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Broadcast.Api.Data.Postgres;

/// <summary>
/// A database on a PostgreSQL server. Processes migrate one after the other, under an advisory lock of a connection of its own: the server
/// lets it go when the connection ends, and so when its holder dies.
/// </summary>
internal sealed class PostgresEngine : IDatabaseEngine, IDisposable
{
    /// <summary>
    /// The server ends a connection, and with it its transaction, its turn and its lock, whose machine has been gone for half a minute, or
    /// whose process stands still in a transaction for a minute.
    /// </summary>
    private const string Lives = "-c tcp_keepalives_idle=15 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3 -c idle_in_transaction_session_timeout=60s";

    /// <summary>How long a start waits for the process that migrates.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly DbContextOptions<PostgresFestivalDb> _options;
    private readonly string _connection;
    private readonly TimeProvider _time;

    public PostgresEngine(string connection, Action<DbContextOptionsBuilder> configure, TimeProvider time)
    {
        var complete = new NpgsqlConnectionStringBuilder(connection);
        complete.ApplicationName ??= "LiveFestival";
        complete.Options ??= Lives;
        Place = $"{complete.Database} on {complete.Host}:{complete.Port}";
        (_connection, _time) = (complete.ToString(), time);
        // Not a data source of its own: EF would make its services and its model anew for each.
        var builder = new DbContextOptionsBuilder<PostgresFestivalDb>().UseNpgsql(_connection).AddInterceptors(new PlainText());
        configure(builder);
        _options = builder.Options;
    }

    public string Place { get; }

    public FestivalDb Open() => new PostgresFestivalDb(_options);

    public async Task<IAsyncDisposable?> LockAsync(CancellationToken cancellation)
    {
        // Not pooled, so that its end is the end of the lock.
        var unpooled = new NpgsqlConnectionStringBuilder(_connection) { Pooling = false };
        var connection = new NpgsqlConnection(unpooled.ToString());
        try
        {
            await connection.OpenAsync(cancellation);
            await using var take = new NpgsqlCommand("SELECT pg_try_advisory_lock(hashtextextended('migrations', 0))", connection);
            var until = _time.GetUtcNow() + Patience;
            while (await take.ExecuteScalarAsync(cancellation) is not true)
            {
                if (_time.GetUtcNow() >= until)
                    throw new StartFailure($"Another process has been migrating the database {Place} (ConnectionStrings:Database) for {Patience.TotalSeconds} s. Look at it, or wait and start again.");
                await Task.Delay(Pause, _time, cancellation);
            }

            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async Task<int> MigrateAsync(FestivalDb database, CancellationToken cancellation)
    {
        var pending = (await database.Database.GetPendingMigrationsAsync(cancellation)).Count();
        if (pending > 0)
            await database.Database.MigrateAsync(cancellation);
        return pending;
    }

    public bool IsUnusable(Exception exception) => exception is NpgsqlException or TimeoutException or SocketException
        || (exception is InvalidOperationException && exception.InnerException is { } inner && IsUnusable(inner));

    public string RemedyOf(Exception exception) => "Start the server or mend it";

    public void Dispose()
    {
        using var pooled = new NpgsqlConnection(_connection);
        NpgsqlConnection.ClearPool(pooled);
    }
}
