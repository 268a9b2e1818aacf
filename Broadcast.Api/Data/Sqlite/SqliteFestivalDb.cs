using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Broadcast.Api.Data.Sqlite;

/// <summary>The database in a SQLite file.</summary>
internal sealed class SqliteFestivalDb : FestivalDb
{
    public SqliteFestivalDb(DbContextOptions<SqliteFestivalDb> options)
        : base(options)
    {
        // A save of one row gets a transaction too, so that it waits for its turn (WriterTurn).
        Database.AutoTransactionBehavior = AutoTransactionBehavior.Always;
    }

    /// <summary>As it is: a transaction is the only one that may write, and there is no other process.</summary>
    public override string Locked(string query, TimeSpan most) => query;

    /// <summary>
    /// Empties the write-ahead log, which still has the pages from before the deletion; in the file they were overwritten
    /// (<see cref="SqlitePragmas"/>). While a reader holds the log, it stays until a later call.
    /// </summary>
    public override Task ForgetAsync(CancellationToken cancellation) => Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", cancellation);

    /// <summary>Nothing is left to wait for: a transaction begins as the only one that may write (BEGIN IMMEDIATE).</summary>
    protected override Task TakeTurnAsync(string name, CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>Without a wait: SQLite has no other way to write.</summary>
    protected override Task InsertManyAsync(RowValues values, IReadOnlyList<object> rows, CancellationToken cancellation)
    {
        using var insert = new SqliteInsert((SqliteConnection)Database.GetDbConnection(), values);
        foreach (var row in rows)
            insert.Insert(row);
        return Task.CompletedTask;
    }
}

/// <summary>Used only by <c>deploy/migration.sh</c>: makes the model without a host.</summary>
internal sealed class SqliteFestivalDbDesign : IDesignTimeDbContextFactory<SqliteFestivalDb>
{
    public SqliteFestivalDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteFestivalDb>().UseSqlite("Data Source=design.db").Options);
}
