using Microsoft.EntityFrameworkCore.Storage;

namespace Broadcast.Api.Data;

/// <summary>
/// The transaction of a feature. When the call as a whole is one transaction already (it carries an <c>Idempotency-Key</c>), this is a part of
/// that one: the call commits it with its answer, or takes everything back when the answer is a refusal.
/// </summary>
internal sealed class JoinedTransaction(IDbContextTransaction? own) : IAsyncDisposable
{
    public Task CommitAsync(CancellationToken cancellation) => own?.CommitAsync(cancellation) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => own?.DisposeAsync() ?? ValueTask.CompletedTask;
}
