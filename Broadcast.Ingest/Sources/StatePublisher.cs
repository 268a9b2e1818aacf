using Broadcast.Chat.Contracts;
using Broadcast.Chat.Facts;
using Broadcast.Chat.Hosting;
using Broadcast.Chat.State;
using Broadcast.Ingest.Sources.Health;
using StackExchange.Redis;

namespace Broadcast.Ingest.Sources;

/// <summary>Says once a second what the stages do. A loop of its own: Redis being away must never touch media.</summary>
internal sealed partial class StatePublisher(
    StageRegistry stages, StageHealth health, FactsReader facts, LiveState live, TimeProvider time, ILogger<StatePublisher> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private readonly LoopGuard _guard = new(logger, time);
    private bool _away;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            do
                await _guard.TryAsync("Publishing the stages' state", () => PublishAsync(stoppingToken), stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops; what was said last expires.
        }
    }

    private async Task PublishAsync(CancellationToken cancellation)
    {
        try
        {
            await Task.WhenAll(facts.Current.Facts.Stages.SelectMany(stage =>
                (Task[])[live.PublishAsync(State(stage.Id)), live.PublishAsync(StageReporting.Of(health.Of(stage.Id)))])).WaitAsync(cancellation);
            if (_away)
                RedisBack(logger);
            _away = false;
        }
        catch (Exception exception) when (exception is RedisException or RedisTimeoutException)
        {
            if (!_away)
                RedisAway(logger, exception.Message);
            _away = true;
        }
    }

    private StageState State(StageId stage)
    {
        var head = stages.Source(stage).Head;
        return new StageState
        {
            Stage = stage,
            Live = head is not null,
            Head = head?.ToUnixTimeMilliseconds(),
            At = time.GetUtcNow().ToUnixTimeMilliseconds(),
        };
    }

    [LoggerMessage(EventName = nameof(RedisAway), Level = LogLevel.Warning, Message = "The stages' state is not published: {Reason}")]
    private static partial void RedisAway(ILogger logger, string reason);

    [LoggerMessage(EventName = nameof(RedisBack), Level = LogLevel.Information, Message = "The stages' state is published again")]
    private static partial void RedisBack(ILogger logger);
}
