using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.State;
using Broadcast.Chat.Contracts.Yours;

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
    /// What concerns the caller alone, to every connection of this person, in a room or not, in the order of the positions. Some may come twice or not
    /// at all: a client that connects, that gets a position which does not follow the last one it knows, or that gets an empty list (something
    /// may have been lost) reads the rest from <c>GET /api/v1/my/inbox?after=</c>. Guests, sites and staff get none; who is signed in at the screen
    /// of a village site gets only empty lists, because that inbox leaves out what is not for everybody there.
    /// </summary>
    Task Yours(IReadOnlyList<YoursEvent> events);

    /// <summary>
    /// Sent before the node stops. After <paramref name="delay"/> milliseconds, random for each connection, the client closes this
    /// connection and joins again on another node, with its position.
    /// </summary>
    Task Reconnect(int delay);
}
