using Broadcast.Chat.Facts;
using Broadcast.Chat.Redis;
using MediatR;

namespace Broadcast.Chat.Quiz;

/// <summary>Closes questions when their time is over. Every node looks; the script lets one do it.</summary>
internal sealed partial class QuestionCloser(
    QuestionStore questions, FactsReader facts, IServiceScopeFactory scopes, TimeProvider time, ILogger<QuestionCloser> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    await LookAsync(stoppingToken);
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    // While Redis is away nothing closes, and no answer is taken either.
                    if (!RedisAway.Is(exception))
                        Failed(logger, exception);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The node is stopping.
        }
    }

    private async Task LookAsync(CancellationToken stop)
    {
        var stages = facts.Current.Facts.Stages;
        var due = await Task.WhenAll(stages.Select(stage => questions.DueAsync(stage.Id)));
        foreach (var id in due.SelectMany(ids => ids))
        {
            using var scope = scopes.CreateScope();
            await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new CloseQuestion(Caller: null, id), stop);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Questions could not be closed")]
    private static partial void Failed(ILogger logger, Exception exception);
}
