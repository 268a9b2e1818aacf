namespace Broadcast.Chat.Contracts;

/// <summary>Server → client: what a connection to <c>/hubs/room</c> is told.</summary>
public interface IRoomClient
{
    /// <summary>New events of the joined room, at most one frame a tick. A connection that is in no room gets none.</summary>
    Task Events(EventBatch batch);

    /// <summary>
    /// After <see cref="IRoomHub.WatchStages"/>: the stages that have changed, all of them in the first frame; at most once a second. Only
    /// those that the caller may see.
    /// </summary>
    Task Stages(StageReports reports);

    /// <summary>
    /// The node is going away. After <paramref name="delay"/> milliseconds, drawn for each connection, the client ends this one and comes back
    /// with its position; another node takes it.
    /// </summary>
    Task Reconnect(int delay);
}
