using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Broadcast.Api.Data.Sqlite;

/// <summary>The database in a SQLite file.</summary>
internal sealed class SqliteFestivalDb(DbContextOptions<SqliteFestivalDb> options) : FestivalDb(options)
{
    /// <summary>Nothing is left to wait for: a transaction begins as the only one that may write (BEGIN IMMEDIATE).</summary>
    protected override Task TakeTurnAsync(string name, CancellationToken cancellation) => Task.CompletedTask;
}

/// <summary>Used only by <c>deploy/migration.sh</c>: makes the model without a host.</summary>
internal sealed class SqliteFestivalDbDesign : IDesignTimeDbContextFactory<SqliteFestivalDb>
{
    public SqliteFestivalDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteFestivalDb>().UseSqlite("Data Source=design.db").Options);
}
