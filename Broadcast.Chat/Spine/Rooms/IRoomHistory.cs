using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Chat.Spine.Rooms;

/// <summary>Reads the control events that a room's log still keeps, for services that store them longer.</summary>
internal interface IRoomHistory
{
    /// <summary>
    /// The control events appended at or after <paramref name="since"/>, in offset order. Throws Redis' exceptions while it is away.
    /// </summary>
    /// <param name="room">The room whose log is read.</param>
    /// <param name="since">Unix milliseconds.</param>
    /// <param name="cancellation">Checked between two pages.</param>
    Task<IReadOnlyList<RoomEvent>> ControlAsync(RoomId room, long since, CancellationToken cancellation);
}
