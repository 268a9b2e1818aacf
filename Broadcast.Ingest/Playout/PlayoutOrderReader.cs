using Broadcast.Chat.Contracts.Orders;
using Broadcast.Chat.Spine.Orders;
using Broadcast.Chat.Spine.Redis;
using Broadcast.Ingest.Playout.Orders;

namespace Broadcast.Ingest.Playout;

/// <summary>Carries out the orders to the playout.</summary>
internal sealed class PlayoutOrderReader(RedisLink redis, RedisKeys keys, OrderHandlers handlers, TimeProvider time, ILogger<PlayoutOrderReader> logger)
    : OrderReader<PlayoutOrder, PlayoutReply>(PlayoutOrders.Desk, redis, keys, time, logger)
{
    protected override ValueTask<PlayoutReply> ObeyAsync(PlayoutOrder order, CancellationToken cancellation)
    {
        var result = handlers.Obey(order);
        if (!result.Failed)
            return ValueTask.FromResult(result.Value);

        var shown = handlers.ShownBy(order);
        return ValueTask.FromResult(new PlayoutReply { Code = result.Error.Code, Message = result.Error.Message, Shown = shown?.Shown, Next = shown?.Next });
    }

    protected override PlayoutReply Failed(Exception exception) => new() { Code = PlayoutErrors.Failed.Code, Message = PlayoutErrors.Failed.Message };
}
