using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Orders;
using Broadcast.Chat.Contracts.State;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Ingest.Playout.Orders;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Broadcast.Ingest.Playout;

/// <summary>Lets operators do things to relays by hand: sends the order, which says who it was. The playout notes it where it is carried out.</summary>
internal sealed class PlayoutDesk(PlayoutOrders orders)
{
    /// <param name="channel">The relay, as the call names it.</param>
    /// <param name="act">How the call and the record name what is done.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="order">The order for the relay.</param>
    /// <param name="cancellation">Ends the wait; the order may be carried out all the same.</param>
    public async Task<Results<Ok<RelayAnswer>, ProblemHttpResult>> ActAsync(
        string channel, string act, EventAuthor by, Func<ChannelId, RelayOrder> order, CancellationToken cancellation)
    {
        if (!ChannelId.TryParse(channel, null, out var id))
            return UnknownErrors.Channel.ToProblem();

        var (reply, error) = await orders.AskAsync(order(id) with { By = by, Act = act, Id = Guid.NewGuid().ToString("N") }, cancellation);
        if (error is not null)
            return error.Code == PlayoutErrors.Conflicting.Code && reply?.Shown is { } shown ? error.ToProblem(("channel", ChannelStatus.Of(shown, reply.Next))) : error.ToProblem();

        var (before, after) = (reply!.Before ?? Unknown, reply.After ?? Unknown);
        return TypedResults.Ok(new RelayAnswer(after.OnAir, before.OnAir, reply.ExpectedAt, after.Held, reply.Shown?.ResumesAt));
    }

    /// <summary>Of a playout of an older build.</summary>
    private static RelayMark Unknown { get; } = new(null, Held: false);
}
