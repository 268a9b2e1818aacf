using Broadcast.Api.Catalog;
using Broadcast.Api.Data;
using Broadcast.Api.Inbox;
using Broadcast.Api.Prizes;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Yours;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Results;

/// <summary>
/// Tells winners in their inboxes, once each, when their question is revealed. Results are secret until then, and an inbox has no holes: so the
/// entries are made then, and until then the database remembers that they have to be.
/// </summary>
internal sealed class PrizeBook(IDbContextFactory<FestivalDb> databases, InboxBook inbox)
{
    /// <summary>Remembers, with the next save of <paramref name="database"/>, that persons have won this question.</summary>
    public static void Promise(FestivalDb database, QuestionId question) => database.PromisedPrizes.Add(new PromisedPrize { QuestionId = question });

    /// <summary>Of a question that is being voided: nobody is told any more. In the open transaction, before it reads the result.</summary>
    public static Task ForgetAsync(FestivalDb database, QuestionId question, CancellationToken cancellation) =>
        database.PromisedPrizes.Where(promised => promised.QuestionId == question).ExecuteDeleteAsync(cancellation);

    /// <summary>The questions whose winners wait to be told, with the times of their results, in pages by id.</summary>
    public async Task<IReadOnlyList<(QuestionId Question, DateTimeOffset SettledAt)>> WaitingAsync(string after, int most, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        var page = await database.PromisedPrizes.AsNoTracking()
            .Join(database.QuestionResults, promised => promised.QuestionId, result => result.Id, (promised, result) => new { result.Id, result.SettledAt })
            .Where(waiting => string.Compare((string)(object)waiting.Id, after) > 0).OrderBy(waiting => waiting.Id).Take(most).ToListAsync(cancellation);
        return page.ConvertAll(waiting => (waiting.Id, waiting.SettledAt));
    }

    /// <summary>Tells the winners of a question that is revealed. A second call, here or elsewhere, changes nothing.</summary>
    public async Task TellAsync(QuestionId question, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await database.BeginTurnAsync(PrizeStock.TurnOf(question), cancellation);
        if (await database.PromisedPrizes.Where(promised => promised.QuestionId == question).ExecuteDeleteAsync(cancellation) == 0)
            return;

        var result = await database.QuestionResults.AsNoTracking().SingleAsync(result => result.Id == question, cancellation);
        if (result.VoidedAt is null)
        {
            var winners = await database.Winners.AsNoTracking().Where(winner => winner.QuestionId == question).ToListAsync(cancellation);
            var prize = result.Prize is { } id ? (await database.Products.AsNoTracking().SingleOrDefaultAsync(product => product.Id == id, cancellation))?.ToCard() : null;
            await inbox.AddAsync(database, winners.Where(winner => Caller.IsPerson(winner.Viewer)).Select(winner => Item(result, prize, winner)), cancellation);
        }

        await transaction.CommitAsync(cancellation);
    }

    private static NewItem Item(QuestionResult result, ProductCard? prize, DrawnWinner winner) => new(
        winner.Viewer,
        $"prize:{result.Id}:{winner.Rank}",
        new PrizeWon { Question = result.Id, Stage = result.StageId, Text = result.Text, Prize = prize, Rank = winner.Rank });
}
