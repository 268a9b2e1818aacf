using System.Text.Json;
using Broadcast.Api.Data;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Outcomes;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Results;

/// <summary>
/// Writes outcomes into the database, each once, however often it is delivered. A committed result is final: a question that is delivered
/// again is answered from the database and never drawn again.
/// </summary>
internal sealed partial class ResultBook(IDbContextFactory<FestivalDb> databases, TimeProvider time, ILogger<ResultBook> logger)
{
    /// <summary>Commits the result and the winners, if that is not done yet. Returns the winners in the order of the draw.</summary>
    public async Task<IReadOnlyList<Winner>> SettleAsync(QuestionSettled outcome, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        if (!await database.QuestionResults.AnyAsync(result => result.Id == outcome.Question, cancellation))
        {
            Add(database, outcome);
            await database.SaveChangesAsync(cancellation);
            await transaction.CommitAsync(cancellation);
        }

        return await WinnersAsync(database, outcome.Question, cancellation);
    }

    /// <summary>The committed winners in the order of the draw, none of a voided question; null while there is no result.</summary>
    public async Task<IReadOnlyList<Winner>?> WinnersAsync(QuestionId question, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        return await database.QuestionResults.AnyAsync(result => result.Id == question, cancellation) ? await WinnersAsync(database, question, cancellation) : null;
    }

    /// <summary>Marks the result as voided, for good; a question without a result gets one that says so, and is never drawn.</summary>
    public async Task VoidAsync(QuestionOutcome outcome, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        var result = await database.QuestionResults.SingleOrDefaultAsync(result => result.Id == outcome.Question, cancellation);
        if (result is null)
            database.Add(result = Result(outcome, sound: Draw.IsCommitted(outcome.Seed, outcome.Commitment), entrants: 0));
        result.VoidedAt ??= time.GetUtcNow();
        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    public async Task KeepAsync(PinEnded outcome, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
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
        });
        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private void Add(FestivalDb database, QuestionSettled outcome)
    {
        var sound = Draw.IsCommitted(outcome.Seed, outcome.Commitment);
        if (!sound)
            NotCommitted(logger, outcome.Question);

        var ranked = Draw.Rank(outcome.Seed, outcome.Question, outcome.Entrants);
        database.QuestionResults.Add(Result(outcome, sound, ranked.Count));
        database.Add(new QuestionEntrants
        {
            QuestionId = outcome.Question,
            Document = JsonSerializer.Serialize(ranked.Select(drawn => drawn.Entrant), ContractJson.Options),
        });
        if (sound)
            database.Winners.AddRange(ranked.Take(outcome.Winners).Select((drawn, i) => new DrawnWinner
            {
                QuestionId = outcome.Question,
                Rank = i + 1,
                Viewer = drawn.Entrant.Viewer,
                Name = drawn.Entrant.Name,
                Digest = drawn.Digest,
            }));
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
    };

    private static async Task<IReadOnlyList<Winner>> WinnersAsync(FestivalDb database, QuestionId question, CancellationToken cancellation)
    {
        if (await database.QuestionResults.AnyAsync(result => result.Id == question && result.VoidedAt != null, cancellation))
            return [];

        return await database.Winners.AsNoTracking().Where(winner => winner.QuestionId == question).OrderBy(winner => winner.Rank)
            .Select(winner => new Winner { Viewer = winner.Viewer, Name = winner.Name }).ToListAsync(cancellation);
    }

    [LoggerMessage(EventName = nameof(NotCommitted), Level = LogLevel.Error, Message = "The seed of question {Question} does not match its commitment: nobody is drawn")]
    private static partial void NotCommitted(ILogger logger, QuestionId question);
}
