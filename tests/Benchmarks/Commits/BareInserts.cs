using System.Diagnostics;
using Broadcast.Api.Data.Sqlite;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Benchmarks.Commits;

/// <summary>
/// The roof of what a SQLite file takes: one loop of two prepared INSERTs, of as many rows in a transaction, into the same tables with the same
/// settings. Nobody asks, nothing is decided, and no stock is changed.
/// </summary>
internal static class BareInserts
{
    private const string Reservation = """INSERT INTO "PrizeReservations" ("Question", "At", "Kept", "Key", "Sku", "Units") VALUES (?, ?, NULL, ?, 'egg', 1)""";
    private const string Movement = """INSERT INTO "StockMovements" ("After", "At", "By", "Change", "Sku", "Why") VALUES (?, ?, 'quiz', -1, 'egg', 'prize')""";

    /// <summary>Pairs of rows a second.</summary>
    public static double Measure(string connection, int batch, double seconds)
    {
        using var opened = new SqliteConnection(connection);
        opened.Open();
        using (var pragmas = opened.CreateCommand())
        {
            pragmas.CommandText = SqlitePragmas.All;
            pragmas.ExecuteNonQuery();
        }

        var database = opened.Handle!;
        Check(raw.sqlite3_prepare_v2(database, Reservation, out var reservation), database);
        Check(raw.sqlite3_prepare_v2(database, Movement, out var movement), database);
        using var first = reservation;
        using var second = movement;
        var (watch, pairs) = (Stopwatch.StartNew(), 0L);
        while (watch.Elapsed.TotalSeconds < seconds)
        {
            Check(raw.sqlite3_exec(database, "BEGIN IMMEDIATE"), database);
            var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
            for (var i = 0; i < batch; i++, pairs++)
            {
                var question = $"gushi.{Guid.NewGuid():N}";
                raw.sqlite3_bind_text(reservation, 1, question);
                raw.sqlite3_bind_int64(reservation, 2, now);
                raw.sqlite3_bind_text(reservation, 3, question);
                Step(reservation, database);
                raw.sqlite3_bind_int64(movement, 1, pairs);
                raw.sqlite3_bind_int64(movement, 2, now);
                Step(movement, database);
            }

            Check(raw.sqlite3_exec(database, "COMMIT"), database);
        }

        return pairs / watch.Elapsed.TotalSeconds;
    }

    private static void Step(sqlite3_stmt statement, sqlite3 database)
    {
        if (raw.sqlite3_step(statement) is var code and not raw.SQLITE_DONE)
            Check(code, database);
        Check(raw.sqlite3_reset(statement), database);
    }

    private static void Check(int code, sqlite3 database) => SqliteException.ThrowExceptionForRC(code, database);
}
