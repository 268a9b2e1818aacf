using Broadcast.Api.Data;
using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Api.Commits;

/// <summary>
/// Decides requests that are committed together. It is correct for several processes and with one request at a time: what it decides by, it
/// locks in the database, in ordinal order of the rows' ids, so that no two transactions wait for each other. Each request has a key, by which
/// the database knows whether it was written.
/// </summary>
internal interface IGroupBook<TRequest, TAnswer> where TRequest : class
{
    /// <summary>
    /// Decides the requests in the open transaction, as if they came one after another, and saves what follows from them. A request that is
    /// refused changes nothing. One whose key is known gets its first answer again.
    /// </summary>
    Task<GroupAnswers<TRequest, TAnswer>> WriteAsync(FestivalDb database, IReadOnlyList<TRequest> requests, CancellationToken cancellation);

    /// <summary>
    /// Whether a request was written, after a commit whose end is unknown. In the open transaction it first locks what <see cref="WriteAsync"/>
    /// locks: so it waits for the end of a transaction that is still under way.
    /// </summary>
    Task<bool> HoldsAsync(FestivalDb database, TRequest request, CancellationToken cancellation);
}

/// <param name="Answers">An answer for each request, in order.</param>
/// <param name="Written">One of the requests that this transaction writes; null when it writes none, so that nothing depends on its commit.</param>
internal sealed record GroupAnswers<TRequest, TAnswer>(IReadOnlyList<Result<TAnswer>> Answers, TRequest? Written) where TRequest : class;
