using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Chat.Spine.Hosting;
using MediatR;

namespace Broadcast.Chat.Quiz;

/// <summary>
/// Closes questions when their time is over. Every node looks; the script lets one do it. Each stage has rounds of its own: one whose slot
/// does not answer keeps no other open.
/// </summary>
internal sealed class QuestionCloser(
    QuestionStore questions, FactsReader facts, IServiceScopeFactory scopes, TimeProvider time, ILogger<QuestionCloser> logger) : LoopService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);
    private readonly LoopGuard _guard = new(logger, time);
    private readonly Dictionary<StageId, Task> _rounds = [];

    protected override async Task LoopAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                Look(stoppingToken);
        }
        finally
        {
            await Task.WhenAll(_rounds.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Look(CancellationToken stop)
    {
        foreach (var (ended, _) in _rounds.Where(round => round.Value.IsCompleted).ToList())
            _rounds.Remove(ended);
        foreach (var stage in facts.Current.Facts.Stages.Where(stage => !_rounds.ContainsKey(stage.Id)))
            _rounds[stage.Id] = _guard.TryAsync($"Closing questions of stage {stage.Id}", () => LookAsync(stage.Id, stop), stop);
    }

    private async Task LookAsync(StageId stage, CancellationToken stop)
    {
        try
        {
            foreach (var id in await questions.DueAsync(stage))
            {
                using var scope = scopes.CreateScope();
                await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new CloseQuestion(Caller: null, id), stop);
            }
        }
        catch (Exception exception) when (RoomFailure.Of(exception) is not null)
        {
            // Meanwhile nothing closes, and no answer is taken either.
        }
    }
}
