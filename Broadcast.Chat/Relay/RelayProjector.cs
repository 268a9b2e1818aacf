using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Redis;
using Broadcast.Chat.Spine.State;

namespace Broadcast.Chat.Relay;

/// <summary>
/// Runs the copying on the one node that holds a relay's lease. Woken when a stage's log or a relay's state changes, and by itself every
/// half second, because notices may be lost.
/// </summary>
internal sealed partial class RelayProjector(
    RelayCopier copier, ProjectionStore store, OnAirWatch onAir, LiveState state, RedisLink redis, RedisKeys keys, FactsReader facts, TimeProvider time,
    ILogger<RelayProjector> logger) : LoopService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <summary>Chat wakes this too; rounds are not more frequent than this.</summary>
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(40);

    private readonly WakeUp _wake = new();
    private readonly HashSet<RoomId> _heard = [];
    private bool _hearsRelays;

    protected override async Task LoopAsync(CancellationToken stoppingToken)
    {
        // The lease ends by itself, and another node goes on from the projection.
        while (true)
        {
            try
            {
                await ListenAsync();
                foreach (var relay in facts.Current.Facts.Relays)
                    await RoundAsync(new RelayFactRoom(relay.Channel));
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                // While Redis is away there is nothing to copy and nobody to copy for.
                if (!RedisAway.Is(exception))
                    Failed(logger, exception);
            }

            await Task.Delay(Breath, time, stoppingToken);
            await _wake.WaitAsync(Interval, stoppingToken);
        }
    }

    private async Task RoundAsync(RelayFactRoom relay)
    {
        if (!await store.HoldsLeaseAsync(relay.Room))
            return;

        var moment = await store.ReadAsync(relay.Room);
        var playing = await state.RelayAsync(relay.Channel);
        await onAir.LookAsync(relay, moment, playing);
        var copied = await copier.RoundAsync(relay, moment, playing);
        if (copied > 0)
            Copied(logger, copied, relay.Room);
    }

    private async Task ListenAsync()
    {
        if (!_hearsRelays)
        {
            await redis.Subscriber.SubscribeAsync(keys.RelayChanged, (_, _) => _wake.Set());
            _hearsRelays = true;
        }

        foreach (var stage in facts.Current.Facts.Stages.Where(stage => !_heard.Contains(stage.Id.Room)))
        {
            await redis.Subscriber.SubscribeAsync(keys.RoomChannel(stage.Id.Room, RoomLog.Topic), (_, _) => _wake.Set());
            _heard.Add(stage.Id.Room);
        }
    }

    public override void Dispose()
    {
        _wake.Dispose();
        base.Dispose();
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Count} events copied into room {Room}")]
    private static partial void Copied(ILogger logger, int count, RoomId room);

    [LoggerMessage(Level = LogLevel.Error, Message = "Events could not be copied into a relay's room")]
    private static partial void Failed(ILogger logger, Exception exception);
}
