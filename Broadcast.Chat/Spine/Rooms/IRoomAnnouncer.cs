using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Chat.Spine.Rooms;

/// <summary>Appends control events of channels (<c>onair</c>, <c>slate</c>) to a room's log, from any service.</summary>
internal interface IRoomAnnouncer
{
    /// <param name="room">The room whose log gets the event.</param>
    /// <param name="data">The event.</param>
    /// <param name="showAt">Channel time in Unix milliseconds, or null.</param>
    /// <param name="onceId">A second call with the same id appends nothing.</param>
    /// <param name="by">Who caused it.</param>
    /// <param name="cancellation">Ends the wait; the event may be appended all the same.</param>
    Task AnnounceAsync(RoomId room, IEventData data, long? showAt, string onceId, EventAuthor by, CancellationToken cancellation);
}
