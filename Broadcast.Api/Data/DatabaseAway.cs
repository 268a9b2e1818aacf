using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Data;

/// <summary>Tells failures of the database (unavailable, busy) from bugs: such a failure may pass by itself.</summary>
internal static class DatabaseAway
{
    public static bool Is(Exception exception) => exception is SqliteException or DbUpdateException;
}
