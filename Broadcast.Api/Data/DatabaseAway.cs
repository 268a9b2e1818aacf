using Broadcast.Api.Data.Postgres;
using Broadcast.Api.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Data;

/// <summary>Tells failures of the database that may pass by themselves (unavailable, busy, a deadlock) from bugs.</summary>
internal static class DatabaseAway
{
    public static bool Is(Exception exception) => exception switch
    {
        // What EF makes of a failure: while saving, and while it is one that may pass.
        DbUpdateException or InvalidOperationException when exception.InnerException is { } inner => Is(inner),
        _ => SqliteFaults.IsAway(exception) || PostgresFaults.IsAway(exception),
    };
}
