using Broadcast.Chat.Contracts.Orders;
using Broadcast.Chat.Spine.Orders;
using Broadcast.Chat.Spine.Redis;
using Broadcast.Chat.Spine.Rooms;
using Broadcast.Ingest.Playout.Orders;

namespace Broadcast.Ingest.Playout;

/// <summary>
/// Carries out the orders to the playout, and has noted who gave them: here and not where the answer is awaited, because whoever waits may be
/// gone by then.
/// </summary>
internal sealed class PlayoutOrderReader(
    RedisLink redis, RedisKeys keys, OrderHandlers handlers, IChannelActs acts, TimeProvider time, ILogger<PlayoutOrderReader> logger)
    : OrderReader<PlayoutOrder, PlayoutReply>(PlayoutOrders.Desk, redis, keys, time, logger)
{
    protected override async ValueTask<PlayoutReply> ObeyAsync(PlayoutOrder order, CancellationToken cancellation)
    {
        var result = handlers.Obey(order);
        if (result.Failed)
        {
            var shown = handlers.ShownBy(order);
            return new PlayoutReply { Code = result.Error.Code, Message = result.Error.Message, Shown = shown?.Shown, Next = shown?.Next };
        }

        var reply = result.Value;
        if (order is RelayOrder { Channel: var relay, Act: { } act, By: { } by, Id: { } id } && reply is { Before: { } before, After: { } after })
            await acts.NoteAsync(new ChannelAct(id, relay, act, by, before, after));
        return reply;
    }

    protected override PlayoutReply Failed(Exception exception) => new() { Code = PlayoutErrors.Failed.Code, Message = PlayoutErrors.Failed.Message };
}
