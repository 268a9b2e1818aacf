using Broadcast.Api.Data;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Leases;
using Broadcast.Chat.Spine.Redis;
using Broadcast.Chat.Spine.Rooms;

namespace Broadcast.Api.Results;

/// <summary>
/// Sees to it that winners are told when their question is revealed: asks the rooms once a second about the questions that wait, which are few.
/// So a reveal is never missed, whoever dies meanwhile. A question that Redis has lost is told too, because what is drawn stays promised; but not at
/// once, because a server may come back with it.
/// </summary>
internal sealed partial class RevealWatch(PrizeBook prizes, ILeases leases, IRoomQuestions questions, TimeProvider time, ILogger<RevealWatch> logger) : LoopService
{
    /// <summary>For how long after the draw a question that Redis does not have may still come back.</summary>
    public static readonly TimeSpan LostAfter = TimeSpan.FromMinutes(10);

    private const int Page = 100;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private readonly LoopGuard _guard = new(logger, time);

    protected override async Task LoopAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await _guard.TryAsync("Telling the winners of revealed questions", () => LookAsync(stoppingToken), stoppingToken);
    }

    private async Task LookAsync(CancellationToken stop)
    {
        var after = "";
        try
        {
            IReadOnlyList<(QuestionId Question, DateTimeOffset SettledAt)> page;
            do
            {
                page = await prizes.WaitingAsync(after, Page, stop);
                // Apart for each stage: one whose part of Redis does not answer keeps no other waiting.
                await Task.WhenAll(page.GroupBy(waiting => waiting.Question.Stage).Select(
                    stage => _guard.TryAsync("Telling the winners of a stage", () => leases.UnderAsync("results.reveals", _ => TellAsync([.. stage], stop), stop), stop)));
                after = page.Count > 0 ? page[^1].Question.Value : after;
            }
            while (page.Count == Page);
        }
        catch (Exception exception) when (DatabaseAway.Is(exception))
        {
            NotTold(logger, exception.Message);
        }
    }

    private async Task TellAsync(IReadOnlyList<(QuestionId Question, DateTimeOffset SettledAt)> waiting, CancellationToken stop)
    {
        try
        {
            var shown = await questions.ShownAmongAsync(waiting.Select(one => one.Question));
            foreach (var (question, settledAt) in waiting)
                if (shown.TryGetValue(question, out var revealed) && (revealed || time.GetUtcNow() - settledAt > LostAfter))
                    await prizes.TellAsync(question, stop);
        }
        catch (Exception exception) when (RedisAway.Is(exception) || DatabaseAway.Is(exception))
        {
            NotTold(logger, exception.Message);
        }
    }

    [LoggerMessage(EventName = nameof(NotTold), Level = LogLevel.Debug, Message = "Winners are told a little later: {Reason}")]
    private static partial void NotTold(ILogger logger, string reason);
}
