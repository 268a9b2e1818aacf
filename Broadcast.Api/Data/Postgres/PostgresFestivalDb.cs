using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Broadcast.Api.Data.Postgres;

/// <summary>The database on a PostgreSQL server, which several Api processes may share.</summary>
internal sealed class PostgresFestivalDb(DbContextOptions<PostgresFestivalDb> options) : FestivalDb(options)
{
    /// <summary>The order of bytes, which is SQLite's too, whatever the server's language is.</summary>
    private const string Ordinal = "C";

    protected override Task TakeTurnAsync(string name, CancellationToken cancellation) =>
        Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({name}, 0))", cancellation);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
        {
            if ((property.GetValueConverter()?.ProviderClrType ?? property.ClrType) != typeof(string))
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
