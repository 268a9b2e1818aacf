using System.Text.Json;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Redis;
using StackExchange.Redis;

namespace Broadcast.Chat.Spine.Orders;

/// <summary>
/// Carries out the orders of a desk, each at most once: one after another, or, at a shared desk, those that came together side by side, so that
/// one that waits keeps no other waiting. Begins with those that come after its start. Woken by pub/sub, and polls as well, because a message
/// may be lost.
/// </summary>
internal abstract partial class OrderReader<TOrder, TReply>(OrderDesk desk, RedisLink redis, RedisKeys keys, TimeProvider time, ILogger logger) : LoopService
    where TOrder : class
    where TReply : class
{
    private const int Batch = 32;
    private const string Group = "desk";
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly LoopGuard _guard = new(logger, time);
    private readonly WakeUp _wakeUp = new();
    private readonly RedisValue _name = Guid.NewGuid().ToString("N");
    private RedisValue _last = RedisValue.Null;
    private bool _subscribed;

    /// <summary>Carries an order out, or answers why not.</summary>
    /// <exception cref="NotSupportedException">The order is of a kind that this version does not know.</exception>
    protected abstract ValueTask<TReply> ObeyAsync(TOrder order, CancellationToken cancellation);

    /// <summary>The answer to an order whose carrying out threw.</summary>
    protected abstract TReply Failed(Exception exception);

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
        catch (RedisServerException lost) when (lost.Message.StartsWith("NOGROUP", StringComparison.Ordinal))
        {
            // Redis has lost its data: the next round makes the group again.
            _last = RedisValue.Null;
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
            await redis.Subscriber.SubscribeAsync(keys.OrderWaits(desk.Name), (_, _) => _wakeUp.Set());
            _subscribed = true;
        }

        if (_last.IsNull)
            _last = await BeginAsync();
        while (await NextAsync() is { Length: > 0 } entries)
        {
            if (desk.Shared)
            {
                await Task.WhenAll(entries.Select(entry => CarryOutAsync(entry, cancellation)));
                continue;
            }

            foreach (var entry in entries)
            {
                // Set before the order is carried out: one that fails half way is not repeated.
                _last = entry.Id;
                await CarryOutAsync(entry, cancellation);
            }
        }
    }

    private Task<StreamEntry[]> NextAsync() => desk.Shared
        ? redis.Database.StreamReadGroupAsync(keys.Orders(desk.Name), Group, _name, StreamPosition.NewMessages, Batch, noAck: true)
        : redis.Database.StreamReadAsync(keys.Orders(desk.Name), _last, Batch);

    /// <summary>The place behind which this process reads; for a shared desk any place, once its group is there.</summary>
    private async Task<RedisValue> BeginAsync()
    {
        if (!desk.Shared)
            return await redis.Database.StreamRangeAsync(keys.Orders(desk.Name), count: 1, messageOrder: Order.Descending) is [var newest] ? newest.Id : "0-0";

        try
        {
            await redis.Database.StreamCreateConsumerGroupAsync(keys.Orders(desk.Name), Group, StreamPosition.NewMessages);
        }
        catch (RedisServerException there) when (there.Message.StartsWith("BUSYGROUP", StringComparison.Ordinal))
        {
            // Another process was first.
        }

        return "0-0";
    }

    private async Task CarryOutAsync(StreamEntry entry, CancellationToken cancellation)
    {
        if (OrderEnvelope<TOrder>.Read(entry) is not { } envelope)
        {
            Unknown(logger, entry.Id!);
            return;
        }

        var age = time.GetUtcNow().ToUnixTimeMilliseconds() - envelope.At;
        if (age > OrderDesk.Lifetime.TotalMilliseconds)
        {
            PassedOver(logger, entry.Id!, age);
            return;
        }

        TReply reply;
        try
        {
            reply = await ObeyAsync(envelope.Order, cancellation);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            // A bug in one order must not stop the reading of orders.
            NotCarriedOut(logger, exception, envelope.Order.GetType().Name);
            reply = Failed(exception);
        }

        try
        {
            await redis.Subscriber.PublishAsync(
                keys.OrderReplies(desk.Name), JsonSerializer.Serialize(new OrderReply<TReply>(envelope.Id, reply), ContractJson.Options));
        }
        catch (Exception exception) when (RedisAway.Is(exception))
        {
            // Its sender will take it for unanswered; the others are carried out.
            NotAnswered(logger, entry.Id!, exception.Message);
        }
    }

    public override void Dispose()
    {
        _wakeUp.Dispose();
        base.Dispose();
    }

    [LoggerMessage(Level = LogLevel.Warning, EventName = "OrdersNotRead", Message = "Orders cannot be read from Redis, trying again: {Reason}")]
    private static partial void NotRead(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Warning, EventName = "OrderPassedOver", Message = "Order {Id} is {Age} ms old and was passed over")]
    private static partial void PassedOver(ILogger logger, string id, long age);

    [LoggerMessage(Level = LogLevel.Warning, EventName = "OrderNotAnswered", Message = "The answer to order {Id} could not be sent: {Reason}")]
    private static partial void NotAnswered(ILogger logger, string id, string reason);

    [LoggerMessage(Level = LogLevel.Warning, EventName = "OrderUnknown", Message = "Order {Id} was ignored: this version does not know its kind")]
    private static partial void Unknown(ILogger logger, string id);

    [LoggerMessage(Level = LogLevel.Error, EventName = "OrderFailed", Message = "The order {Order} failed")]
    private static partial void NotCarriedOut(ILogger logger, Exception exception, string order);
}
