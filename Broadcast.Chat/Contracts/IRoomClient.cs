namespace Broadcast.Chat.Contracts;

/// <summary>Server → client: what a connection to <c>/hubs/room</c> is told.</summary>
public interface IRoomClient
{
    /// <summary>New events of the joined room, at most one frame a tick. A connection that is in no room gets none.</summary>
    Task Events(EventBatch batch);
}
