using Broadcast.Chat.Spine.Facts;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Redis;
using MediatR;

namespace Broadcast.Chat.Quiz;

/// <summary>Closes questions when their time is over. Every node looks; the script lets one do it.</summary>
internal sealed class QuestionCloser(
    QuestionStore questions, FactsReader facts, IServiceScopeFactory scopes, TimeProvider time, ILogger<QuestionCloser> logger) : LoopService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);
    private readonly LoopGuard _guard = new(logger, time);

    protected override async Task LoopAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await _guard.TryAsync("Closing questions", () => LookAsync(stoppingToken), stoppingToken);
    }

    private async Task LookAsync(CancellationToken stop)
    {
        try
        {
            await CloseDueAsync(stop);
        }
        catch (Exception exception) when (RedisAway.Is(exception))
        {
            // Meanwhile nothing closes, and no answer is taken either.
        }
    }

    private async Task CloseDueAsync(CancellationToken stop)
    {
        var stages = facts.Current.Facts.Stages;
        var due = await Task.WhenAll(stages.Select(stage => questions.DueAsync(stage.Id)));
        foreach (var id in due.SelectMany(ids => ids))
        {
            using var scope = scopes.CreateScope();
            await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new CloseQuestion(Caller: null, id), stop);
        }
    }
}
