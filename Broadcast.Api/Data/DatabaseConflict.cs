using Broadcast.Api.Data.Postgres;
using Broadcast.Api.Data.Sqlite;

namespace Broadcast.Api.Data;

/// <summary>Tells what the database has refused because of other rows or transactions.</summary>
internal static class DatabaseConflict
{
    /// <summary>Whether a transaction was taken back in favour of another one: done again, it may succeed.</summary>
    public static bool IsCollision(Exception exception) => PostgresFaults.IsCollision(exception) || (exception.InnerException is { } inner && IsCollision(inner));

    /// <summary>Whether a row was refused because another row of <paramref name="table"/> has its key, or what must be unique.</summary>
    public static bool IsTaken(Exception exception, string table) =>
        exception.InnerException is { } refused && (SqliteFaults.TakenIn(refused) ?? PostgresFaults.TakenIn(refused)) == table;
}
