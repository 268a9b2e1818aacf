using Broadcast.Chat.Contracts.Orders;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Orders;
using Broadcast.Chat.Spine.Redis;

namespace Broadcast.Ingest.Playout.Orders;

/// <summary>Sends orders to the playout and waits for its answers, in the same way from inside its process and from another.</summary>
internal sealed class PlayoutOrders(RedisLink redis, RedisKeys keys, TimeProvider time, ILogger<PlayoutOrders> logger) : IDisposable
{
    /// <summary>Each process with channels looks at all orders.</summary>
    public static readonly OrderDesk Desk = new("orders", Shared: false);

    private readonly OrderSender<PlayoutOrder, PlayoutReply> _sender = new(Desk, redis, keys, time, logger);

    /// <summary>Sends an order and returns the playout's answer; a refusal and <c>playout.silent</c> come as errors.</summary>
    public async Task<Result<PlayoutReply>> SendAsync(PlayoutOrder order, CancellationToken cancellation)
    {
        if (await _sender.SendAsync(order, cancellation) is not { } reply)
            return PlayoutErrors.Silent;
        return PlayoutErrors.From(reply) is { } error ? error : reply;
    }

    public void Dispose() => _sender.Dispose();
}
