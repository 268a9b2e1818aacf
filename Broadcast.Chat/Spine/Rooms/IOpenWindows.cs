using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Chat.Spine.Rooms;

/// <summary>Tells the service that keeps the stages what their rooms have open.</summary>
internal interface IOpenWindows
{
    /// <summary>
    /// Whether a question or a poll of the stage takes entries, waits for its time, or has closed and waits for what decides it. Throws Redis'
    /// exceptions while it is away.
    /// </summary>
    Task<bool> AnyAsync(StageId stage);
}
