using System.Globalization;
using System.Text.Json;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Hosting;
using Broadcast.Chat.Redis;
using Broadcast.Ingest.Playout;
using MediatR;
using StackExchange.Redis;

namespace Broadcast.Ingest.Orders;

/// <summary>
/// Carries out orders to the playout, one after another and each once. Begins with what comes after its start; woken by pub/sub, and
/// looks by itself, because a notice may be lost.
/// </summary>
internal sealed partial class OrderReader(RedisLink redis, RedisKeys keys, IMediator mediator, TimeProvider time, ILogger<OrderReader> logger)
    : BackgroundService
{
    private const int Batch = 32;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);
    private readonly LoopGuard _guard = new(logger, time);
    private readonly WakeUp _wakeUp = new();
    private RedisValue _last = RedisValue.Null;
    private bool _subscribed;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await _guard.TryAsync("Reading orders", () => ReadAsync(stoppingToken), stoppingToken);
                await _wakeUp.WaitAsync(Interval, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task ReadAsync(CancellationToken cancellation)
    {
        try
        {
            await CarryOutAllAsync(cancellation);
        }
        catch (Exception exception) when (exception is RedisException or RedisTimeoutException)
        {
            // Orders wait in Redis; those that grow too old there are passed over.
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
            // Ages are told by Redis's own clock: entry ids are made by it.
            var now = await RedisTimeAsync();
            foreach (var entry in entries)
            {
                // Before it is carried out: an order that fails half way is not repeated.
                _last = entry.Id;
                await CarryOutAsync(entry, now, cancellation);
            }
        }
    }

    private async Task CarryOutAsync(StreamEntry entry, long now, CancellationToken cancellation)
    {
        var givenAt = long.Parse(((string)entry.Id!).Split('-')[0], CultureInfo.InvariantCulture);
        if (now - givenAt > OrderEnvelope.Lifetime.TotalMilliseconds)
        {
            PassedOver(logger, entry.Id!, now - givenAt);
            return;
        }

        if (OrderEnvelope.Read(entry) is not { } envelope)
        {
            Unknown(logger, entry.Id!);
            return;
        }

        PlayoutReply reply;
        try
        {
            reply = await ObeyAsync(envelope.Order, cancellation);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            // A bug in one order must not end the orders.
            Failed(logger, exception, envelope.Order.GetType().Name);
            reply = new PlayoutReply { Code = "playout.failed", Message = "The playout failed to carry the order out." };
        }

        await redis.Subscriber.PublishAsync(keys.OrderReplies, JsonSerializer.Serialize(new OrderReply(envelope.Id, reply), ContractJson.Options));
    }

    private async Task<PlayoutReply> ObeyAsync(PlayoutOrder order, CancellationToken cancellation)
    {
        var result = order switch
        {
            TakeStage take => await mediator.Send(new TakeRelay(take.Channel, take.Stage, take.ExpectedCurrent), cancellation),
            DropPublisher drop => await mediator.Send(new DropSource(drop.Stage, drop.OldDigest), cancellation),
            _ => throw new NotSupportedException($"The order {order.GetType().Name} has no command."),
        };
        return result.Failed ? new PlayoutReply { Code = result.Error.Code, Message = result.Error.Message } : result.Value;
    }

    /// <summary>The clock of the server that has the orders: on a Cluster others may answer a mere TIME.</summary>
    private async Task<long> RedisTimeAsync()
    {
        var parts = (RedisResult[])(await redis.Database.ScriptEvaluateAsync("return redis.call('TIME')", [keys.Orders], flags: CommandFlags.DemandMaster))!;
        return (long)parts[0] * 1000 + (long)parts[1] / 1000;
    }

    public override void Dispose()
    {
        _wakeUp.Dispose();
        base.Dispose();
    }

    [LoggerMessage(Level = LogLevel.Warning, EventName = "OrdersNotRead", Message = "Orders were not read: {Reason}")]
    private static partial void NotRead(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Warning, EventName = "OrderPassedOver", Message = "Order {Id} is {Age} ms old and was passed over")]
    private static partial void PassedOver(ILogger logger, string id, long age);

    [LoggerMessage(Level = LogLevel.Warning, EventName = "OrderUnknown", Message = "Order {Id} is of no kind known here")]
    private static partial void Unknown(ILogger logger, string id);

    [LoggerMessage(Level = LogLevel.Error, EventName = "OrderFailed", Message = "The order {Order} failed")]
    private static partial void Failed(ILogger logger, Exception exception, string order);
}
