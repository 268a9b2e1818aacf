using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.State;

namespace Broadcast.Chat.Contracts;

/// <summary>Server → client on <c>/hubs/room</c>.</summary>
public interface IRoomClient
{
    /// <summary>
    /// New events of the joined room, or changed counts: at most one frame a tick, and at least one in about five seconds, also without
    /// news. A connection that is in no room gets none.
    /// </summary>
    Task Events(EventBatch batch);

    /// <summary>
    /// The reports of stages that have changed, to connections that called <see cref="IRoomHub.WatchStages"/>: all stages in the first
    /// frame, at most one frame a second. A frame has only stages that the caller may see.
    /// </summary>
    Task Stages(StageReports reports);

    /// <summary>
    /// Sent before the node stops. After <paramref name="delay"/> milliseconds, random for each connection, the client closes this
    /// connection and joins again on another node, with its position.
    /// </summary>
    Task Reconnect(int delay);
}
