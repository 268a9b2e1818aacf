using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using TestKit.Processes;

namespace Broadcast.Api.Tests.Kills;

/// <summary>Ends the process at a point of one of its database's transactions.</summary>
internal sealed class DyingTransactions(KillPoint point) : DbTransactionInterceptor
{
    /// <summary>It is open, and nothing is written.</summary>
    public const string Begun = "transaction.begun";

    /// <summary>All rows are written, and the commit has not begun.</summary>
    public const string Written = "transaction.written";

    /// <summary>The commit is under way.</summary>
    public const string Committing = "transaction.committing";

    /// <summary>The commit is done, and nobody knows of it.</summary>
    public const string Committed = "transaction.committed";

    public override ValueTask<DbTransaction> TransactionStartedAsync(
        DbConnection connection, TransactionEndEventData eventData, DbTransaction result, CancellationToken cancellationToken = default)
    {
        point.Pass(Begun);
        return ValueTask.FromResult(result);
    }

    public override ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        point.Pass(Written);
        point.PassSoon(Committing);
        return ValueTask.FromResult(result);
    }

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        point.Pass(Committed);
        return Task.CompletedTask;
    }
}
