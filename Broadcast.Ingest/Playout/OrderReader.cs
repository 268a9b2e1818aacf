using System.Text.Json;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Orders;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Redis;
using Broadcast.Ingest.Playout.Orders;
using StackExchange.Redis;

namespace Broadcast.Ingest.Playout;

/// <summary>
/// Carries out orders to the playout, one after another and each at most once. Begins with those that come after its start. Woken by
/// pub/sub, and polls as well, because a message may be lost.
/// </summary>
internal sealed partial class OrderReader(RedisLink redis, RedisKeys keys, OrderHandlers handlers, TimeProvider time, ILogger<OrderReader> logger)
    : LoopService
{
    private const int Batch = 32;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);
    private readonly LoopGuard _guard = new(logger, time);
    private readonly WakeUp _wakeUp = new();
    private RedisValue _last = RedisValue.Null;
    private bool _subscribed;

    protected override async Task LoopAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await _guard.TryAsync("Reading orders", () => ReadAsync(stoppingToken), stoppingToken);
            await _wakeUp.WaitAsync(Interval, stoppingToken);
        }
    }

    private async Task ReadAsync(CancellationToken cancellation)
    {
        try
        {
            await CarryOutAllAsync(cancellation);
        }
        catch (Exception exception) when (RedisAway.Is(exception))
        {
            // The orders wait in Redis; those that are too old by then are passed over.
            NotRead(logger, exception.Message);
        }
    }

    private async Task CarryOutAllAsync(CancellationToken cancellation)
    {
        if (!_subscribed)
        {
            await redis.Subscriber.SubscribeAsync(keys.OrderWaits, (_, _) => _wakeUp.Set());
            _subscribed = true;
        }

        if (_last.IsNull)
        {
            var newest = await redis.Database.StreamRangeAsync(keys.Orders, count: 1, messageOrder: Order.Descending);
            _last = newest is [var entry] ? entry.Id : "0-0";
        }

        while (await redis.Database.StreamReadAsync(keys.Orders, _last, Batch) is { Length: > 0 } entries)
        {
            foreach (var entry in entries)
            {
                // Set before the order is carried out: one that fails half way is not repeated.
                _last = entry.Id;
                await CarryOutAsync(entry, cancellation);
            }
        }
    }

    private async Task CarryOutAsync(StreamEntry entry, CancellationToken cancellation)
    {
        if (OrderEnvelope.Read(entry) is not { } envelope)
        {
            Unknown(logger, entry.Id!);
            return;
        }

        var age = time.GetUtcNow().ToUnixTimeMilliseconds() - envelope.At;
        if (age > OrderEnvelope.Lifetime.TotalMilliseconds)
        {
            PassedOver(logger, entry.Id!, age);
            return;
        }

        PlayoutReply reply;
        try
        {
            reply = Obey(envelope.Order);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            // A bug in one order must not stop the reading of orders.
            Failed(logger, exception, envelope.Order.GetType().Name);
            reply = new PlayoutReply { Code = PlayoutErrors.Failed.Code, Message = PlayoutErrors.Failed.Message };
        }

        await redis.Subscriber.PublishAsync(keys.OrderReplies, JsonSerializer.Serialize(new OrderReply(envelope.Id, reply), ContractJson.Options));
    }

    private PlayoutReply Obey(PlayoutOrder order)
    {
        var result = handlers.Obey(order);
        return result.Failed ? new PlayoutReply { Code = result.Error.Code, Message = result.Error.Message } : result.Value;
    }

    public override void Dispose()
    {
        _wakeUp.Dispose();
        base.Dispose();
    }

    [LoggerMessage(Level = LogLevel.Warning, EventName = "OrdersNotRead",
        Message = "Orders cannot be read from Redis, trying again: {Reason}")]
    private static partial void NotRead(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Warning, EventName = "OrderPassedOver", Message = "Order {Id} is {Age} ms old and was passed over")]
    private static partial void PassedOver(ILogger logger, string id, long age);

    [LoggerMessage(Level = LogLevel.Warning, EventName = "OrderUnknown",
        Message = "Order {Id} was ignored: this version does not know its kind")]
    private static partial void Unknown(ILogger logger, string id);

    [LoggerMessage(Level = LogLevel.Error, EventName = "OrderFailed", Message = "The order {Order} failed")]
    private static partial void Failed(ILogger logger, Exception exception, string order);
}
