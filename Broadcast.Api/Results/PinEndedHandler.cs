using Broadcast.Chat.Contracts.Outcomes;
using Broadcast.Chat.Spine.Leases;
using Broadcast.Chat.Spine.Rooms;

namespace Broadcast.Api.Results;

/// <summary>Commits the interval of a pin that has ended.</summary>
internal sealed class PinEndedHandler(ResultBook book) : IOutcomeHandler<PinEnded>
{
    public Task HandleAsync(PinEnded outcome, Lease lease, CancellationToken cancellationToken) => book.KeepAsync(outcome, cancellationToken);
}
