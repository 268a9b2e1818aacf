using Broadcast.Chat.Contracts;

namespace Broadcast.Chat.Outcomes;

/// <summary>Keeps outcomes in the database. Called at least once for each; applies by <see cref="RoomOutcome.Id"/>.</summary>
internal interface IOutcomeHandler
{
    /// <summary>When this returns, the outcome is kept and is not handed out again; when it throws, it is, a little later.</summary>
    Task HandleAsync(RoomOutcome outcome, CancellationToken cancellationToken);
}
