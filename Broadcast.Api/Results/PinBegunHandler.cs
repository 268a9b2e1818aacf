using Broadcast.Chat.Contracts.Outcomes;
using Broadcast.Chat.Spine.Leases;
using Broadcast.Chat.Spine.Rooms;

namespace Broadcast.Api.Results;

/// <summary>Commits a pin that has begun.</summary>
internal sealed class PinBegunHandler(PinBook book) : IOutcomeHandler<PinBegun>
{
    public Task HandleAsync(PinBegun outcome, Lease lease, CancellationToken cancellationToken) => book.KeepAsync(outcome, cancellationToken);
}
