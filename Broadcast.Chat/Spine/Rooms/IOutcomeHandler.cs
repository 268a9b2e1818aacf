using Broadcast.Chat.Contracts.Outcomes;

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
    Task HandleAsync(TOutcome outcome, CancellationToken cancellationToken);
}
