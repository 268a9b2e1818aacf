using Broadcast.Api.Data;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Actors;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Leases;
using Broadcast.Chat.Spine.Redis;
using Broadcast.Chat.Spine.Rooms;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Prizes;

/// <summary>
/// Gives back what was promised to questions that never came to be, because a process died between the promise and the question: those that no
/// room knows after twenty minutes, and of which nothing is decided. Looks at start, and every ten minutes.
/// </summary>
internal sealed partial class PrizeSweep(
    IDbContextFactory<FestivalDb> databases, ILeases leases, PrizeStock book, IRoomQuestions questions, TimeProvider time, ILogger<PrizeSweep> logger) : LoopService
{
    /// <summary>Longer than a Redis that was lost may take to come back with the question.</summary>
    public static readonly TimeSpan Age = TimeSpan.FromMinutes(20);

    private const int Page = 100;
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);
    private readonly LoopGuard _guard = new(logger, time);

    public async Task SweepAsync(CancellationToken cancellation)
    {
        var before = time.GetUtcNow() - Age;
        await using var database = await databases.CreateDbContextAsync(cancellation);
        var open = await database.PrizeReservations.AsNoTracking().Where(promise => promise.Kept == null && promise.At < before).OrderBy(promise => promise.At)
            .Select(promise => promise.Question).Take(Page).ToListAsync(cancellation);
        if (open.Count == 0)
            return;

        var shown = await questions.ShownAmongAsync(open);
        foreach (var question in open.Where(question => shown.TryGetValue(question, out var isThere) && !isThere))
        {
            // A repeated command may open the question at this moment: the prize goes back only if it can never open.
            if (!await questions.RefuseAsync(question))
                continue;

            await using var transaction = await database.BeginTurnAsync(PrizeStock.TurnOf(question), cancellation);
            await book.GiveBackAsync(database, question, Actor.Rule(Rules.PrizeUnasked).Author, cancellation);
            await transaction.CommitAsync(cancellation);
            GivenBack(logger, question);
        }
    }

    protected override async Task LoopAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            await _guard.TryAsync("Giving back prizes of questions that were never asked", () => TryAsync(stoppingToken), stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task TryAsync(CancellationToken cancellation)
    {
        try
        {
            await leases.UnderAsync("prizes.sweep", _ => SweepAsync(cancellation), cancellation);
        }
        catch (Exception fault) when (RedisAway.Is(fault) || DatabaseAway.Is(fault))
        {
            // The next round gives them back.
            NotSwept(logger, fault.Message);
        }
    }

    [LoggerMessage(EventName = nameof(GivenBack), Level = LogLevel.Warning, Message = "The prize of question {Question}, which was never asked, is given back")]
    private static partial void GivenBack(ILogger logger, QuestionId question);

    [LoggerMessage(EventName = nameof(NotSwept), Level = LogLevel.Warning, Message = "Prizes of questions that were never asked were not given back; the next round tries again: {Reason}")]
    private static partial void NotSwept(ILogger logger, string reason);
}
