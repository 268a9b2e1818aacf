using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Broadcast.Api.Data.Sqlite;

/// <summary>
/// One prepared INSERT of SQLite itself, for many rows of a transaction that is open: a command of the driver looks its parameters up by name
/// and makes a reader for each row, which costs as much again as the row.
/// </summary>
internal sealed class SqliteInsert : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly RowValues _values;

    public SqliteInsert(SqliteConnection connection, RowValues values)
    {
        (_database, _values) = (connection.Handle!, values);
        var places = string.Join(", ", Enumerable.Repeat("?", values.Count));
        Check(raw.sqlite3_prepare_v2(_database, $"INSERT INTO {values.Table} ({values.Columns}) VALUES ({places})", out _statement));
    }

    /// <exception cref="SqliteException">A constraint refuses the row, or the file cannot be written.</exception>
    public void Insert(object row)
    {
        for (var i = 0; i < _values.Count; i++)
            Check(Bind(i + 1, _values.Of(row, i)));
        var done = raw.sqlite3_step(_statement);
        if (done != raw.SQLITE_DONE)
            Check(done);
        Check(raw.sqlite3_reset(_statement));
    }

    public void Dispose() => _statement.Dispose();

    /// <summary>As the driver stores each type.</summary>
    private int Bind(int place, object? value) => value switch
    {
        null => raw.sqlite3_bind_null(_statement, place),
        string text => raw.sqlite3_bind_text(_statement, place, text),
        long number => raw.sqlite3_bind_int64(_statement, place, number),
        int number => raw.sqlite3_bind_int64(_statement, place, number),
        bool yes => raw.sqlite3_bind_int64(_statement, place, yes ? 1 : 0),
        double number => raw.sqlite3_bind_double(_statement, place, number),
        byte[] bytes => raw.sqlite3_bind_blob(_statement, place, bytes),
        _ => throw new NotSupportedException($"Columns of {value.GetType().Name} are not written many at once."),
    };

    private void Check(int code) => SqliteException.ThrowExceptionForRC(code, _database);
}
