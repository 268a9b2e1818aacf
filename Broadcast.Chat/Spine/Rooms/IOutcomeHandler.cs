using Broadcast.Chat.Contracts.Outcomes;

namespace Broadcast.Chat.Spine.Rooms;

/// <summary>
/// Stores room outcomes in the database. Called at least once per outcome: applies each <see cref="RoomOutcome.Id"/> once.
/// </summary>
internal interface IOutcomeHandler
{
    /// <summary>
    /// Returns when the outcome is stored and need not be delivered again. After an exception it is delivered again, a little later.
    /// </summary>
    Task HandleAsync(RoomOutcome outcome, CancellationToken cancellationToken);
}
