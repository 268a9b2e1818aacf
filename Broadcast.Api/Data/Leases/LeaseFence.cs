using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Broadcast.Api.Data.Leases;

/// <summary>
/// Asks for the lease at the end of each transaction that belongs to one: as late as possible, because it keeps the lease from being taken.
/// </summary>
internal sealed class LeaseFence : DbTransactionInterceptor
{
    public override async ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is FestivalDb { Hold: { } hold } database)
            await hold.CheckAsync(transaction, database, cancellationToken);
        return result;
    }

    public override InterceptionResult TransactionCommitting(DbTransaction transaction, TransactionEventData eventData, InterceptionResult result) =>
        eventData.Context is FestivalDb { Hold: not null } ? throw new NotSupportedException("What is done under a lease is committed asynchronously.") : result;
}

/// <summary>Refuses a statement under a lease that would commit itself, and so be asked by nobody: it is a fault of ours.</summary>
internal sealed class LeasedStatements : DbCommandInterceptor
{
    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(NonQueryExecuting(command, eventData, result));

    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result) =>
        command.Transaction is null && eventData.CommandSource is (CommandSource.ExecuteUpdate or CommandSource.ExecuteDelete) && eventData.Context is FestivalDb { Hold: { } hold }
            ? throw new InvalidOperationException($"A statement under the lease {hold.Lease.Name} changes rows outside of a transaction: begin one with JoinAsync.")
            : result;
}
