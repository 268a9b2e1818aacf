using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Npgsql;

namespace Broadcast.Api.Data.Postgres;

/// <summary>The database on a PostgreSQL server, which several Api processes may share.</summary>
internal sealed class PostgresFestivalDb(DbContextOptions<PostgresFestivalDb> options) : FestivalDb(options)
{
    /// <summary>The order of bytes, which is SQLite's too, whatever the server's language is.</summary>
    private const string Ordinal = "C";

    protected override Task TakeTurnAsync(string name, CancellationToken cancellation) =>
        Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({name}, 0))", cancellation);

    protected override async Task InsertManyAsync(RowValues values, IReadOnlyList<object> rows, CancellationToken cancellation)
    {
        var connection = (NpgsqlConnection)Database.GetDbConnection();
        await using var copy = await connection.BeginBinaryImportAsync($"COPY {values.Table} ({values.Columns}) FROM STDIN (FORMAT BINARY)", cancellation);
        foreach (var row in rows)
        {
            await copy.StartRowAsync(cancellation);
            foreach (var value in values.Of(row))
                await (value is null ? copy.WriteNullAsync(cancellation) : copy.WriteAsync(value, cancellation));
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
