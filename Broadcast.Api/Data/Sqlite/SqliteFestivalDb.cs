using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Storage;

namespace Broadcast.Api.Data.Sqlite;

/// <summary>The database in a SQLite file.</summary>
internal sealed class SqliteFestivalDb(DbContextOptions<SqliteFestivalDb> options) : FestivalDb(options)
{
    /// <summary>As it is: a transaction is the only one that may write, and there is no other process.</summary>
    public override string Locked(string query, TimeSpan most) => query;

    /// <summary>
    /// Empties the write-ahead log, which still has the pages from before the deletion; in the file they were overwritten
    /// (<see cref="SecureDeletes"/>). While a reader holds the log, it stays until a later call.
    /// </summary>
    public override Task ForgetAsync(CancellationToken cancellation) => Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", cancellation);

    /// <summary>Nothing is left to wait for: a transaction begins as the only one that may write (BEGIN IMMEDIATE).</summary>
    protected override Task TakeTurnAsync(string name, CancellationToken cancellation) => Task.CompletedTask;

    protected override async Task InsertManyAsync(RowValues values, IReadOnlyList<object> rows, CancellationToken cancellation)
    {
        await using var command = Database.GetDbConnection().CreateCommand();
        command.Transaction = Database.CurrentTransaction!.GetDbTransaction();
        command.CommandText = $"INSERT INTO {values.Table} ({values.Columns}) VALUES ({string.Join(", ", Enumerable.Range(0, values.Count).Select(i => $"$p{i}"))})";
        for (var i = 0; i < values.Count; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"$p{i}";
            command.Parameters.Add(parameter);
        }

        foreach (var row in rows)
        {
            foreach (var (i, value) in values.Of(row).Index())
                command.Parameters[i].Value = value ?? DBNull.Value;
            await command.ExecuteNonQueryAsync(cancellation);
        }
    }
}

/// <summary>Used only by <c>deploy/migration.sh</c>: makes the model without a host.</summary>
internal sealed class SqliteFestivalDbDesign : IDesignTimeDbContextFactory<SqliteFestivalDb>
{
    public SqliteFestivalDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteFestivalDb>().UseSqlite("Data Source=design.db").Options);
}
