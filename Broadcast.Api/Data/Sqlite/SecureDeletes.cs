using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Broadcast.Api.Data.Sqlite;

/// <summary>Lets SQLite overwrite what is deleted with zeros; by itself it only marks the place as free.</summary>
internal sealed class SecureDeletes : DbConnectionInterceptor
{
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Set(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        // Sets a flag in memory; there is nothing to wait for.
        Set(connection);
        return Task.CompletedTask;
    }

    private static void Set(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA secure_delete = on";
        command.ExecuteNonQuery();
    }
}
