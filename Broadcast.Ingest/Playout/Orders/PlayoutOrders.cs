using System.Collections.Concurrent;
using System.Text.Json;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Orders;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Redis;
using StackExchange.Redis;

namespace Broadcast.Ingest.Playout.Orders;

/// <summary>Sends orders to the playout and waits for its answers, in the same way from inside its process and from another.</summary>
internal sealed partial class PlayoutOrders(RedisLink redis, RedisKeys keys, TimeProvider time, ILogger<PlayoutOrders> logger) : IDisposable
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<PlayoutReply>> _waiting = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _subscribing = new(1, 1);
    private volatile bool _subscribed;

    /// <summary>Sends an order and returns the playout's answer; a refusal and <c>playout.silent</c> come as errors.</summary>
    public async Task<Result<PlayoutReply>> SendAsync(PlayoutOrder order, CancellationToken cancellation)
    {
        var envelope = new OrderEnvelope(Guid.NewGuid().ToString("N"), order, time.GetUtcNow().ToUnixTimeMilliseconds());
        var answer = new TaskCompletionSource<PlayoutReply>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[envelope.Id] = answer;
        try
        {
            var reply = await SendAsync(envelope, answer.Task, cancellation).WaitAsync(OrderEnvelope.Lifetime, time, cancellation);
            return PlayoutErrors.From(reply) is { } error ? error : reply;
        }
        catch (Exception exception) when (exception is TimeoutException || RedisAway.OrRefuses(exception))
        {
            Unanswered(logger, order.GetType().Name, exception.Message);
            return PlayoutErrors.Silent;
        }
        finally
        {
            _waiting.TryRemove(envelope.Id, out _);
        }
    }

    private async Task<PlayoutReply> SendAsync(OrderEnvelope envelope, Task<PlayoutReply> answer, CancellationToken cancellation)
    {
        await SubscribeAsync(cancellation);
        await redis.Database.StreamAddAsync(keys.Orders, envelope.Fields(), maxLength: OrderEnvelope.StreamLength, useApproximateMaxLength: true);
        await redis.Subscriber.PublishAsync(keys.OrderWaits, envelope.Id);
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
            await redis.Subscriber.SubscribeAsync(keys.OrderReplies, (_, message) => OnReply(message));
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
            if (JsonSerializer.Deserialize<OrderReply>((string)message!, ContractJson.Options) is { } reply && _waiting.TryGetValue(reply.Id, out var waiting))
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
