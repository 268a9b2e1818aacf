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
        var (reply, error) = await AskAsync(order, cancellation);
        return error is null ? reply! : error;
    }

    /// <summary>The same, with the playout's answer also when it is a refusal; without one when it is silent.</summary>
    public async Task<(PlayoutReply? Reply, Error? Error)> AskAsync(PlayoutOrder order, CancellationToken cancellation) =>
        await _sender.SendAsync(order, cancellation) is { } reply ? (reply, PlayoutErrors.From(reply)) : (null, PlayoutErrors.Silent);

    public void Dispose() => _sender.Dispose();
}
