using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Broadcast.Api.Data.Sqlite;

/// <summary>
/// What each connection to a SQLite file has set. What is deleted is overwritten with zeros; by itself SQLite only marks the place as free. A
/// commit is on the disk when it is answered (<c>synchronous</c> is FULL, SQLite's own setting, which is not touched here).
/// </summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    /// <summary>
    /// The rows of a common commit lie all over their indexes: five hundred promises change a thousand pages, 4 MB. With SQLite's own settings
    /// (2 MB of cache, a checkpoint every 4 MB) each such transaction would outgrow the cache and be copied into the file at once, page by page;
    /// with 16 MB of cache and a checkpoint every 32 MB a page is copied once for many transactions.
    /// </summary>
    public const string All = "PRAGMA secure_delete = on; PRAGMA cache_size = -16384; PRAGMA wal_autocheckpoint = 8000";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Set(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        // Sets numbers in memory; there is nothing to wait for.
        Set(connection);
        return Task.CompletedTask;
    }

    private static void Set(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = All;
        command.ExecuteNonQuery();
    }
}
