using Npgsql;

namespace Broadcast.Api.Data.Postgres;

/// <summary>What PostgreSQL's errors mean (https://www.postgresql.org/docs/current/errcodes-appendix.html).</summary>
internal static class PostgresFaults
{
    /// <summary>
    /// Errors that pass: connection (08), lack of resources (53), shutdown and start (57P), disk (58), a failed serialization, a deadlock, a
    /// cancelled or timed-out statement, a lock that was not to be had, a server that became a replica, and a transaction that stood still.
    /// </summary>
    private static readonly string[] Passing = ["08", "53", "57P", "58", "40001", "40P01", "57014", "55P03", "25006", "25P03"];

    public static bool IsAway(Exception exception) => exception switch
    {
        PostgresException told => Passing.Any(state => told.SqlState.StartsWith(state, StringComparison.Ordinal)),
        // No answer: the connection was lost or never made, or it took too long.
        NpgsqlException => true,
        _ => false,
    };

    /// <summary>Whether the server ended the transaction in favour of another one: a deadlock, or a failed serialization. Nothing of it is kept.</summary>
    public static bool IsCollision(Exception exception) =>
        exception is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure };

    /// <summary>The table that has a row with the same key or unique columns already; null when that is not what happened.</summary>
    public static string? TakenIn(Exception exception) =>
        exception is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } refused ? refused.TableName : null;
}
