using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Broadcast.Api.Data.Sqlite;

/// <summary>
/// Lets the transactions of one file begin one after the other, in the order in which they were asked for. SQLite has one writer at a time, and
/// the driver waits for it by trying again every 150 ms with a thread of the pool: while others commit without a break, a step might never have
/// its turn. A transaction has its turn until it ends, or its connection does.
/// </summary>
/// <param name="patience">How long one waits for its turn. After that the database is busy, as SQLite itself says it.</param>
internal sealed class WriterTurn(TimeSpan patience) : DbTransactionInterceptor, IDbConnectionInterceptor, IDisposable
{
    private const int Busy = 5;
    private readonly SemaphoreSlim _turn = new(1);
    private volatile DbConnection? _holder;

    public override InterceptionResult<DbTransaction> TransactionStarting(DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result)
    {
        if (!Has(connection))
            Take(connection, _turn.Wait(patience));
        return result;
    }

    public override async ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
        DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default)
    {
        if (!Has(connection))
            Take(connection, await _turn.WaitAsync(patience, cancellationToken));
        return result;
    }

    public override void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) => Leave(Of(eventData));

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default) =>
        LeaveAsync(Of(eventData));

    public override void TransactionRolledBack(DbTransaction transaction, TransactionEndEventData eventData) => Leave(Of(eventData));

    public override Task TransactionRolledBackAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default) =>
        LeaveAsync(Of(eventData));

    public override void TransactionFailed(DbTransaction transaction, TransactionErrorEventData eventData) => Leave(Of(eventData));

    public override Task TransactionFailedAsync(DbTransaction transaction, TransactionErrorEventData eventData, CancellationToken cancellationToken = default) =>
        LeaveAsync(Of(eventData));

    public void ConnectionClosed(DbConnection connection, ConnectionEndEventData eventData) => Leave(connection);

    public Task ConnectionClosedAsync(DbConnection connection, ConnectionEndEventData eventData) => LeaveAsync(connection);

    public void ConnectionDisposed(DbConnection connection, ConnectionEndEventData eventData) => Leave(connection);

    public Task ConnectionDisposedAsync(DbConnection connection, ConnectionEndEventData eventData) => LeaveAsync(connection);

    public void Dispose() => _turn.Dispose();

    /// <summary>A connection whose last transaction was disposed without an end may still have its turn.</summary>
    private bool Has(DbConnection connection) => ReferenceEquals(_holder, connection);

    private void Take(DbConnection connection, bool inTime)
    {
        if (!inTime)
            throw new SqliteException($"The database is busy: no turn to write within {patience.TotalSeconds:0} s.", Busy);
        _holder = connection;
    }

    /// <summary>A transaction that has ended has no connection any more; its context does.</summary>
    private static DbConnection? Of(DbContextEventData ended) => ended.Context?.Database.GetDbConnection();

    private Task LeaveAsync(DbConnection? connection)
    {
        Leave(connection);
        return Task.CompletedTask;
    }

    private void Leave(DbConnection? connection)
    {
        if (connection is null || !Has(connection))
            return;

        _holder = null;
        _turn.Release();
    }
}
