using Broadcast.Api.Data.Postgres;
using Broadcast.Api.Data.Sqlite;

namespace Broadcast.Api.Data;

/// <summary>Tells what a constraint of the database has refused.</summary>
internal static class DatabaseConflict
{
    /// <summary>Whether a row was refused because another row of <paramref name="table"/> has its key, or what must be unique.</summary>
    public static bool IsTaken(Exception exception, string table) =>
        exception.InnerException is { } refused && (SqliteFaults.TakenIn(refused) ?? PostgresFaults.TakenIn(refused)) == table;
}
