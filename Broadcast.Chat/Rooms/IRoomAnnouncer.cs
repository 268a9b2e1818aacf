using Broadcast.Chat.Contracts;

namespace Broadcast.Chat.Rooms;

/// <summary>Appends control events that no person caused (<c>onair</c>, <c>slate</c>) to a room's log, from any service.</summary>
internal interface IRoomAnnouncer
{
    /// <param name="room">Whose log.</param>
    /// <param name="data">The event.</param>
    /// <param name="showAt">Channel time in Unix milliseconds, or null.</param>
    /// <param name="onceId">Repeating it has one effect.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    Task AnnounceAsync(RoomId room, IEventData data, long? showAt, string onceId, CancellationToken cancellation);
}
