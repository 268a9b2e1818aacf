using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace Broadcast.Api.Data.Sqlite;

/// <summary>
/// Whose turn it is to write to a file: in the order in which it was asked for. SQLite has one writer at a time, and the driver waits for it by
/// trying again every 150 ms with a thread of the pool: while others commit without a break, a step might never have its turn. The holder is a
/// connection.
/// </summary>
/// <param name="patience">How long one waits for its turn. After that the database is busy, as SQLite itself says it.</param>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "The semaphore has no handle, and who is still at work when the host ends leaves it as always.")]
internal sealed class WriterTurn(TimeSpan patience)
{
    private const int Busy = 5;

    private readonly SemaphoreSlim _turn = new(1);
    private volatile DbConnection? _holder;

    /// <exception cref="SqliteException">Others have written for longer than the patience.</exception>
    public void Take(DbConnection connection)
    {
        if (!Has(connection))
            Hold(connection, _turn.Wait(patience));
    }

    /// <inheritdoc cref="Take"/>
    public async Task TakeAsync(DbConnection connection, CancellationToken cancellation)
    {
        if (!Has(connection))
            Hold(connection, await _turn.WaitAsync(patience, cancellation));
    }

    /// <summary>Ends the connection's turn, if it has it.</summary>
    public void Leave(DbConnection? connection)
    {
        if (connection is null || !Has(connection))
            return;

        _holder = null;
        _turn.Release();
    }

    /// <summary>A connection whose last transaction was disposed without an end may still have its turn.</summary>
    private bool Has(DbConnection connection) => ReferenceEquals(_holder, connection);

    private void Hold(DbConnection connection, bool inTime)
    {
        if (!inTime)
            throw new SqliteException($"The database is busy: no turn to write within {patience.TotalSeconds:0} s.", Busy);
        _holder = connection;
    }
}
