using System.Text.Json;
using Broadcast.Api.Data;
using Broadcast.Api.Prizes;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Outcomes;
using Broadcast.Chat.Spine.Rooms;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Results;

/// <summary>
/// Writes outcomes into the database, each once, however often it is delivered. What is committed of a question is final, a result or that it is
/// voided: whichever process asks again gets that, and nothing is drawn again.
/// </summary>
internal sealed partial class ResultBook(IDbContextFactory<FestivalDb> databases, PrizeStock stock, TimeProvider time, ILogger<ResultBook> logger) : IQuestionBook
{
    /// <summary>
    /// Decides a question, if that is not done yet: with the winners of a draw, or, when a part of it is lost, as voided. Returns the committed
    /// result; null of a voided question.
    /// </summary>
    public async Task<CommittedQuestion?> SettleAsync(QuestionOutcome outcome, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await database.BeginTurnAsync(PrizeStock.TurnOf(outcome.Question), cancellation);
        if (!await database.QuestionResults.AnyAsync(result => result.Id == outcome.Question, cancellation))
        {
            var won = 0;
            if (outcome is QuestionSettled settled)
                won = Add(database, settled);
            else
                AddVoided(database, outcome);
            await database.SaveChangesAsync(cancellation);
            await stock.SettleAsync(database, outcome.Question, won, outcome.ClosedBy, cancellation);
            await transaction.CommitAsync(cancellation);
        }

        return await CommittedAsync(database, outcome.Question, cancellation);
    }

    /// <summary>Marks the result as voided, for good; a question without a result gets one that says so, and is never drawn.</summary>
    public async Task VoidAsync(QuestionOutcome outcome, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await database.BeginTurnAsync(PrizeStock.TurnOf(outcome.Question), cancellation);
        await PrizeBook.ForgetAsync(database, outcome.Question, cancellation);
        if (await database.QuestionResults.SingleOrDefaultAsync(result => result.Id == outcome.Question, cancellation) is { } result)
            result.VoidedAt ??= time.GetUtcNow();
        else
            AddVoided(database, outcome);
        await database.SaveChangesAsync(cancellation);
        await stock.SettleAsync(database, outcome.Question, won: 0, outcome.ClosedBy, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    public async Task<IReadOnlyDictionary<QuestionId, bool>> VoidedAmongAsync(IReadOnlyList<QuestionId> questions, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        return await database.QuestionResults.AsNoTracking().Where(result => questions.Contains(result.Id))
            .ToDictionaryAsync(result => result.Id, result => result.VoidedAt != null, cancellation);
    }

    public async Task KeepAsync(PinEnded outcome, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await database.BeginTurnAsync(PinBook.TurnOf(outcome.Stage), cancellation);
        if (await database.PinIntervals.AnyAsync(interval => interval.Id == outcome.Pin, cancellation))
            return;

        await PinBook.EndAsync(database, outcome.Pin, cancellation);
        database.PinIntervals.Add(new PinInterval
        {
            Id = outcome.Pin,
            StageId = outcome.Stage,
            ProductId = outcome.Product,
            From = DateTimeOffset.FromUnixTimeMilliseconds(outcome.From),
            To = DateTimeOffset.FromUnixTimeMilliseconds(outcome.At),
            Clicks = outcome.Clicks,
            By = outcome.By,
            EndedBy = outcome.EndedBy,
        });
        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>Returns how many have won.</summary>
    private int Add(FestivalDb database, QuestionSettled outcome)
    {
        var sound = Draw.IsCommitted(outcome.Seed, outcome.Commitment);
        if (!sound)
            NotCommitted(logger, outcome.Question);

        // An older node names guests as well.
        var ranked = Draw.Rank(outcome.Seed, outcome.Question, outcome.Entrants.Where(entrant => Caller.IsPerson(entrant.Viewer)));
        database.QuestionResults.Add(Result(outcome, sound, ranked.Count));
        database.Add(new QuestionEntrants
        {
            QuestionId = outcome.Question,
            Document = JsonSerializer.Serialize(ranked.Select(drawn => drawn.Entrant), ContractJson.Options),
        });
        if (!sound)
            return 0;

        var winners = ranked.Take(outcome.Winners).ToList();
        database.Winners.AddRange(winners.Select((drawn, i) => new DrawnWinner
        {
            QuestionId = outcome.Question,
            Rank = i + 1,
            Viewer = drawn.Entrant.Viewer,
            Name = drawn.Entrant.Name,
            Digest = drawn.Digest,
        }));
        if (winners.Count > 0)
            PrizeBook.Promise(database, outcome.Question);
        return winners.Count;
    }

    private void AddVoided(FestivalDb database, QuestionOutcome outcome)
    {
        var result = Result(outcome, sound: Draw.IsCommitted(outcome.Seed, outcome.Commitment), entrants: 0);
        result.VoidedAt = time.GetUtcNow();
        database.QuestionResults.Add(result);
    }

    private QuestionResult Result(QuestionOutcome outcome, bool sound, int entrants) => new()
    {
        Id = outcome.Question,
        OutcomeId = outcome.Id,
        StageId = outcome.Stage,
        Text = outcome.Text,
        Options = [.. outcome.Options],
        Answer = outcome.Answer,
        Counts = [.. outcome.Counts],
        WinnersAsked = outcome.Winners,
        Prize = outcome.Prize,
        Seed = outcome.Seed,
        Commitment = outcome.Commitment,
        Sound = sound,
        EntrantCount = entrants,
        ClosedAt = DateTimeOffset.FromUnixTimeMilliseconds(outcome.At),
        SettledAt = time.GetUtcNow(),
        OpenedBy = outcome.OpenedBy,
        ClosedBy = outcome.ClosedBy,
    };

    private static async Task<CommittedQuestion?> CommittedAsync(FestivalDb database, QuestionId question, CancellationToken cancellation)
    {
        var result = await database.QuestionResults.AsNoTracking().SingleAsync(result => result.Id == question, cancellation);
        return result.VoidedAt is not null ? null : new CommittedQuestion
        {
            Answer = result.Answer,
            Counts = result.Counts,
            Seed = result.Seed,
            Winners = await database.Winners.AsNoTracking().Where(winner => winner.QuestionId == question).OrderBy(winner => winner.Rank)
                .Select(winner => new Winner { Viewer = winner.Viewer, Name = winner.Name }).ToListAsync(cancellation),
        };
    }

    [LoggerMessage(EventName = nameof(NotCommitted), Level = LogLevel.Error, Message = "The seed of question {Question} does not match its commitment: nobody is drawn")]
    private static partial void NotCommitted(ILogger logger, QuestionId question);
}
