using Broadcast.Chat.Contracts.Outcomes;
using Broadcast.Chat.Spine.Leases;
using Broadcast.Chat.Spine.Rooms;

namespace Broadcast.Api.Moderation;

/// <summary>Commits a moderator's act to the audit trail.</summary>
internal sealed class ModeratorActedHandler(ModerationBook book) : IOutcomeHandler<ModeratorActed>
{
    public Task HandleAsync(ModeratorActed outcome, Lease lease, CancellationToken cancellationToken) => book.KeepAsync(outcome, cancellationToken);
}
