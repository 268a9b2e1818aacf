using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Leases;
using Broadcast.Chat.Spine.Rooms;
using Broadcast.Chat.Windows;
using Microsoft.Extensions.Options;

namespace Broadcast.Chat.Quiz;

/// <summary>
/// Sees to it that every closed question ends with a result or as voided, in its room and in the database: compares both, and hands over again
/// what differs while nothing of it waits.
/// </summary>
internal sealed class QuestionSweep(
    Handover handover, IQuestionBook book, ILeases leases, FactsReader facts, IOptions<RoomOptions> options, TimeProvider time, ILogger<QuestionSweep> logger) : LoopService
{
    /// <summary>Questions that are looked up in the database at the same time.</summary>
    private const int Page = 100;

    private readonly LoopGuard _guard = new(logger, time);

    protected override async Task LoopAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.QuestionSweep, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await Task.WhenAll(facts.Current.Facts.Stages.Select(
                stage => _guard.TryAsync(
                    $"Comparing the questions of stage {stage.Id}",
                    () => leases.UnderAsync("questions.sweep", lease => SweepAsync(stage.Id, lease, stoppingToken), stoppingToken),
                    stoppingToken)));
        }
    }

    /// <summary>One round of a stage.</summary>
    public async Task SweepAsync(StageId stage, Lease lease, CancellationToken stop)
    {
        try
        {
            foreach (var page in (await handover.UnsettledAsync(stage.Room, QuestionStore.Kind)).Chunk(Page))
            {
                var booked = await book.VoidedAmongAsync([.. page.Select(window => QuestionId.Parse(window.Id))], stop);
                foreach (var window in page)
                    await handover.ReconcileAsync(window, booked.TryGetValue(QuestionId.Parse(window.Id), out var voided) ? voided : null, lease);
            }
        }
        catch (Exception exception) when (RoomFailure.Of(exception) is not null)
        {
            // Redis is away, or too many outcomes wait. The next round comes.
        }
    }
}
