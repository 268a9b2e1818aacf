using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Rooms;

namespace Broadcast.Chat.Rooms.Log;

/// <summary>Appends what a service announces.</summary>
internal sealed class RoomAnnouncer(RoomLog log) : IRoomAnnouncer
{
    public Task AnnounceAsync(RoomId room, IEventData data, long? showAt, string onceId, EventAuthor by, CancellationToken cancellation) =>
        log.AppendAsync(room, LogLane.Control, [new NewEvent(data, showAt, by) { OnceId = Once.Announcement(onceId) }]).WaitAsync(cancellation);
}
