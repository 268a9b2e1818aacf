using Broadcast.Chat.Contracts.Outcomes;
using Broadcast.Chat.Spine.Leases;

namespace Broadcast.Chat.Spine.Rooms;

/// <summary>
/// Stores the outcomes of one kind in the database. Called at least once for each, in order for one subject, and for several subjects at the
/// same time: applies each <see cref="RoomOutcome.Id"/> once.
/// </summary>
internal interface IOutcomeHandler<in TOutcome> where TOutcome : RoomOutcome
{
    /// <summary>
    /// Returns when the outcome is stored and need not be delivered again. After an exception, and after half a minute without an answer,
    /// it is delivered again, a little later.
    /// </summary>
    /// <param name="outcome">The outcome.</param>
    /// <param name="lease">The lease on the kind, for what the handler writes elsewhere than in its database, which checks by itself.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    Task HandleAsync(TOutcome outcome, Lease lease, CancellationToken cancellationToken);
}
