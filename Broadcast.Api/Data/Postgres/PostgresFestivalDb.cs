using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Npgsql;

namespace Broadcast.Api.Data.Postgres;

/// <summary>The database on a PostgreSQL server, which several Api processes may share.</summary>
internal sealed class PostgresFestivalDb(DbContextOptions<PostgresFestivalDb> options) : FestivalDb(options)
{
    /// <summary>The order of bytes, which is SQLite's too, whatever the server's language is.</summary>
    private const string Ordinal = "C";

    public override string Locked(string query, TimeSpan most) => $"SET LOCAL idle_in_transaction_session_timeout = {(long)most.TotalMilliseconds}; {query} FOR SHARE";

    /// <summary>
    /// Writes the table of data keys anew, into another file: a deleted row, and what a plain VACUUM leaves of it, would stay in the old one. While
    /// somebody holds the table, such as a dump, it stays until a later call. The server's own write-ahead log keeps the row until it is
    /// recycled.
    /// </summary>
    public override async Task ForgetAsync(CancellationToken cancellation)
    {
        await Database.OpenConnectionAsync(cancellation);
        try
        {
            // Nobody waits for long behind this one. The setting ends with the use of the connection.
            await Database.ExecuteSqlRawAsync("SET lock_timeout = '1s'", cancellation);
            await Database.ExecuteSqlRawAsync("VACUUM (FULL) \"DataKeys\"", cancellation);
        }
        catch (PostgresException held) when (held.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            // The next call does it.
        }
        finally
        {
            await Database.CloseConnectionAsync();
        }
    }

    protected override Task TakeTurnAsync(string name, CancellationToken cancellation) =>
        Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({name}, 0))", cancellation);

    protected override async Task InsertManyAsync(RowValues values, IReadOnlyList<object> rows, CancellationToken cancellation)
    {
        var connection = (NpgsqlConnection)Database.GetDbConnection();
        await using var copy = await connection.BeginBinaryImportAsync($"COPY {values.Table} ({values.Columns}) FROM STDIN (FORMAT BINARY)", cancellation);
        foreach (var row in rows)
        {
            await copy.StartRowAsync(cancellation);
            for (var i = 0; i < values.Count; i++)
                await (values.Of(row, i) is { } value ? copy.WriteAsync(value, cancellation) : copy.WriteNullAsync(cancellation));
        }

        await copy.CompleteAsync(cancellation);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
        {
            if ((property.GetProviderClrType() ?? property.GetValueConverter()?.ProviderClrType ?? property.ClrType) != typeof(string))
                continue;

            // Lengths are checked at the door, in .NET's characters; SQLite counts none.
            property.SetColumnType("text");
            property.SetCollation(Ordinal);
        }
    }
}

/// <summary>Used only by <c>deploy/migration.sh</c>: makes the model without a host.</summary>
internal sealed class PostgresFestivalDbDesign : IDesignTimeDbContextFactory<PostgresFestivalDb>
{
    public PostgresFestivalDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgresFestivalDb>().UseNpgsql("Host=design;Database=design").Options);
}
