using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.State;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Redis;
using Broadcast.Chat.Spine.State;
using Broadcast.Ingest.Sources.Health;

namespace Broadcast.Ingest.Sources;

/// <summary>Writes the stages' state and reports to Redis once a second. A loop of its own: Redis outages must not affect media.</summary>
internal sealed partial class StatePublisher(
    StageRegistry stages, StageHealth health, FactsReader facts, LiveState live, TimeProvider time, ILogger<StatePublisher> logger)
    : LoopService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private readonly LoopGuard _guard = new(logger, time);
    private bool _redisAway;

    protected override async Task LoopAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        // After the host stops, the last published state expires.
        do
            await _guard.TryAsync("Publishing the stages' state", () => PublishAsync(stoppingToken), stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task PublishAsync(CancellationToken cancellation)
    {
        try
        {
            await Task.WhenAll(facts.Current.Facts.Stages.SelectMany(stage =>
                (Task[])[live.PublishAsync(State(stage.Id)), live.PublishAsync(StageReporting.Of(health.Of(stage.Id)))])).WaitAsync(cancellation);
            if (_redisAway)
                Published(logger);
            _redisAway = false;
        }
        catch (Exception exception) when (RedisAway.Is(exception))
        {
            if (!_redisAway)
                NotPublished(logger, exception.Message);
            _redisAway = true;
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

    [LoggerMessage(EventName = nameof(NotPublished), Level = LogLevel.Warning,
        Message = "Redis is away, the stages' state is not published until it is back: {Reason}")]
    private static partial void NotPublished(ILogger logger, string reason);

    [LoggerMessage(EventName = nameof(Published), Level = LogLevel.Information, Message = "The stages' state is published again")]
    private static partial void Published(ILogger logger);
}
