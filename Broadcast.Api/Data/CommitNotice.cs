using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Broadcast.Api.Data;

/// <summary>Reports each commit of this process, so that the facts are written at once instead of at the next poll.</summary>
internal sealed class CommitNotice : DbTransactionInterceptor
{
    /// <summary>Raised on the committing thread. Handlers must not block.</summary>
    public event Action? Committed;

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Committed?.Invoke();
        return Task.CompletedTask;
    }
}
