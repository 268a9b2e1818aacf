using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Broadcast.Api.Data.Sqlite;

/// <summary>Begins each transaction when it has its turn. The turn ends with the transaction, or with its connection.</summary>
internal sealed class TransactionTurns(WriterTurn turn) : DbTransactionInterceptor, IDbConnectionInterceptor
{
    public override InterceptionResult<DbTransaction> TransactionStarting(DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result)
    {
        turn.Take(connection);
        try
        {
            return InterceptionResult<DbTransaction>.SuppressWithResult(connection.BeginTransaction(eventData.IsolationLevel));
        }
        catch
        {
            turn.Leave(connection);
            throw;
        }
    }

    public override async ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
        DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default)
    {
        await turn.TakeAsync(connection, cancellationToken);
        try
        {
            return InterceptionResult<DbTransaction>.SuppressWithResult(await connection.BeginTransactionAsync(eventData.IsolationLevel, cancellationToken));
        }
        catch
        {
            turn.Leave(connection);
            throw;
        }
    }

    public override void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) => turn.Leave(Of(eventData));

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default) =>
        LeaveAsync(Of(eventData));

    public override void TransactionRolledBack(DbTransaction transaction, TransactionEndEventData eventData) => turn.Leave(Of(eventData));

    public override Task TransactionRolledBackAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default) =>
        LeaveAsync(Of(eventData));

    public void ConnectionClosed(DbConnection connection, ConnectionEndEventData eventData) => turn.Leave(connection);

    public Task ConnectionClosedAsync(DbConnection connection, ConnectionEndEventData eventData) => LeaveAsync(connection);

    public void ConnectionDisposed(DbConnection connection, ConnectionEndEventData eventData) => turn.Leave(connection);

    public Task ConnectionDisposedAsync(DbConnection connection, ConnectionEndEventData eventData) => LeaveAsync(connection);

    /// <summary>The connection of the transaction's context: a transaction that has ended no longer has one.</summary>
    private static DbConnection? Of(DbContextEventData ended) => ended.Context?.Database.GetDbConnection();

    private Task LeaveAsync(DbConnection? connection)
    {
        turn.Leave(connection);
        return Task.CompletedTask;
    }
}
