using System.Diagnostics;
using Broadcast.Api.Commits;
using Broadcast.Api.Data;
using Broadcast.Api.Outbox;
using Broadcast.Api.Prizes;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Orders;
using Microsoft.Extensions.Logging.Abstractions;
using TestKit.Processes;

namespace Broadcast.Api.Tests.Commits.Kills;

/// <summary>The real book, in a process that ends at a point of a transaction.</summary>
/// <param name="point">Where.</param>
/// <param name="delay">How long after the beginning of a commit the process ends, for <see cref="Committing"/>.</param>
internal sealed class DoomedBook(KillPoint point, TimeSpan delay) : IGroupBook<PromisePrize, QuestionId>
{
    /// <summary>The transaction is open, and nothing is written.</summary>
    public const string Begun = "book.begun";

    /// <summary>All rows are written, and the commit has not begun.</summary>
    public const string Written = "book.written";

    /// <summary>The commit is under way.</summary>
    public const string Committing = "commit.begun";

    private readonly PrizeStock _stock = new(new OutboxBook(TimeProvider.System), TimeProvider.System, NullLogger<PrizeStock>.Instance);

    public async Task<GroupAnswers<PromisePrize, QuestionId>> WriteAsync(FestivalDb database, IReadOnlyList<PromisePrize> requests, CancellationToken cancellation)
    {
        point.Pass(Begun);
        var answers = await _stock.WriteAsync(database, requests, cancellation);
        point.Pass(Written);
        if (point.IsAt(Committing))
            new Thread(DieSoon).Start();
        return answers;
    }

    public Task<bool> HoldsAsync(FestivalDb database, PromisePrize request, CancellationToken cancellation) => _stock.HoldsAsync(database, request, cancellation);

    private void DieSoon()
    {
        // A commit is over before a timer is due.
        var begun = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begun) < delay)
            Thread.SpinWait(10);
        KillPoint.Die();
    }
}
