using System.Collections.Concurrent;
using System.Text.Json;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Spine.Redis;
using StackExchange.Redis;

namespace Broadcast.Chat.Spine.Orders;

/// <summary>Gives orders at a desk and waits for their answers, in the same way from inside the process behind it and from another.</summary>
internal sealed partial class OrderSender<TOrder, TReply>(OrderDesk desk, RedisLink redis, RedisKeys keys, TimeProvider time, ILogger logger) : IDisposable
    where TOrder : class
    where TReply : class
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<TReply>> _waiting = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _subscribing = new(1, 1);
    private volatile bool _subscribed;

    /// <summary>The answer; null when nobody answered in time. Then the order may have been carried out all the same.</summary>
    public async Task<TReply?> SendAsync(TOrder order, CancellationToken cancellation)
    {
        var envelope = new OrderEnvelope<TOrder>(Guid.NewGuid().ToString("N"), order, time.GetUtcNow().ToUnixTimeMilliseconds());
        var answer = new TaskCompletionSource<TReply>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[envelope.Id] = answer;
        try
        {
            return await SendAsync(envelope, answer.Task, cancellation).WaitAsync(OrderDesk.Lifetime, time, cancellation);
        }
        catch (Exception exception) when (exception is TimeoutException || RedisAway.OrRefuses(exception))
        {
            Unanswered(logger, order.GetType().Name, exception.Message);
            return null;
        }
        finally
        {
            _waiting.TryRemove(envelope.Id, out _);
        }
    }

    private async Task<TReply> SendAsync(OrderEnvelope<TOrder> envelope, Task<TReply> answer, CancellationToken cancellation)
    {
        await SubscribeAsync(cancellation);
        await redis.Database.StreamAddAsync(keys.Orders(desk.Name), envelope.Fields(), maxLength: OrderDesk.Length, useApproximateMaxLength: true);
        await redis.Subscriber.PublishAsync(keys.OrderWaits(desk.Name), envelope.Id);
        return await answer;
    }

    private async Task SubscribeAsync(CancellationToken cancellation)
    {
        if (_subscribed)
            return;

        await _subscribing.WaitAsync(cancellation);
        try
        {
            if (_subscribed)
                return;
            await redis.Subscriber.SubscribeAsync(keys.OrderReplies(desk.Name), (_, message) => OnReply(message));
            _subscribed = true;
        }
        finally
        {
            _subscribing.Release();
        }
    }

    private void OnReply(RedisValue message)
    {
        try
        {
            if (JsonSerializer.Deserialize<OrderReply<TReply>>((string)message!, ContractJson.Options) is { } reply && _waiting.TryGetValue(reply.Id, out var waiting))
                waiting.TrySetResult(reply.Reply);
        }
        catch (JsonException exception)
        {
            // A reply that cannot be read is skipped: its order will count as unanswered.
            Unreadable(logger, exception.Message);
        }
    }

    public void Dispose() => _subscribing.Dispose();

    [LoggerMessage(Level = LogLevel.Warning, EventName = "OrderUnanswered", Message = "The order {Order} was not answered: {Reason}")]
    private static partial void Unanswered(ILogger logger, string order, string reason);

    [LoggerMessage(Level = LogLevel.Warning, EventName = "ReplyUnreadable", Message = "A reply to an order cannot be read: {Reason}")]
    private static partial void Unreadable(ILogger logger, string reason);
}
