using System.Diagnostics;
using Broadcast.Api.Data.Sqlite;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Benchmarks.Commits;

/// <summary>
/// The roof of what a SQLite file takes: one loop of prepared INSERTs, of as many rows in a transaction, into the same tables with the same
/// settings. Nobody asks, nothing is decided, and no stock is changed.
/// </summary>
internal static class BareInserts
{
    private const string Reservation = """INSERT INTO "PrizeReservations" ("Question", "At", "Kept", "Key", "Sku", "Units") VALUES (?, ?, NULL, ?, 'egg', 1)""";
    private const string Movement = """INSERT INTO "StockMovements" ("After", "At", "By", "Change", "Sku", "Why") VALUES (?, ?, 'quiz', -1, 'egg', 'prize')""";

    private const string Entry = """INSERT INTO "BookEntries" ("Window", "Person", "At", "Digest", "Key", "Salt", "Value") VALUES ('gushi.bare', ?, ?, ?, NULL, ?, 1)""";

    /// <summary>Pairs of rows a second, as a promise of a prize has them.</summary>
    public static double Measure(string connection, int batch, double seconds) => Measure(connection, batch, seconds, [Reservation, Movement], (insert, number, now) =>
    {
        var question = $"gushi.{Guid.NewGuid():N}";
        raw.sqlite3_bind_text(insert[0], 1, question);
        raw.sqlite3_bind_int64(insert[0], 2, now);
        raw.sqlite3_bind_text(insert[0], 3, question);
        raw.sqlite3_bind_int64(insert[1], 1, number);
        raw.sqlite3_bind_int64(insert[1], 2, now);
    });

    /// <summary>Rows a second, as a vote's ballots are.</summary>
    public static double MeasureEntries(string connection, int batch, double seconds) => Measure(connection, batch, seconds, [Entry], (insert, _, now) =>
    {
        var person = $"person:{Guid.NewGuid():N}";
        raw.sqlite3_bind_text(insert[0], 1, person);
        raw.sqlite3_bind_int64(insert[0], 2, now);
        raw.sqlite3_bind_text(insert[0], 3, $"{person}{person}"[..64]);
        raw.sqlite3_bind_text(insert[0], 4, person[7..]);
    });

    private static double Measure(string connection, int batch, double seconds, string[] inserts, Action<sqlite3_stmt[], long, long> bind)
    {
        using var opened = new SqliteConnection(connection);
        opened.Open();
        using (var pragmas = opened.CreateCommand())
        {
            pragmas.CommandText = SqlitePragmas.All;
            pragmas.ExecuteNonQuery();
        }

        var database = opened.Handle!;
        var statements = Array.ConvertAll(inserts, insert =>
        {
            Check(raw.sqlite3_prepare_v2(database, insert, out var statement), database);
            return statement;
        });
        var (watch, done) = (Stopwatch.StartNew(), 0L);
        while (watch.Elapsed.TotalSeconds < seconds)
        {
            Check(raw.sqlite3_exec(database, "BEGIN IMMEDIATE"), database);
            var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
            for (var i = 0; i < batch; i++, done++)
            {
                bind(statements, done, now);
                foreach (var statement in statements)
                    Step(statement, database);
            }

            Check(raw.sqlite3_exec(database, "COMMIT"), database);
        }

        foreach (var statement in statements)
            statement.Dispose();
        return done / watch.Elapsed.TotalSeconds;
    }

    private static void Step(sqlite3_stmt statement, sqlite3 database)
    {
        if (raw.sqlite3_step(statement) is var code and not raw.SQLITE_DONE)
            Check(code, database);
        Check(raw.sqlite3_reset(statement), database);
    }

    private static void Check(int code, sqlite3 database) => SqliteException.ThrowExceptionForRC(code, database);
}
