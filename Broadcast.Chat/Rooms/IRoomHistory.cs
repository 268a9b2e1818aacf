using Broadcast.Chat.Contracts;

namespace Broadcast.Chat.Rooms;

/// <summary>Reads what a room's log still has of its control events, for services that keep them longer.</summary>
internal interface IRoomHistory
{
    /// <summary>Control events appended since then, in order. Fails as Redis does while it is away.</summary>
    /// <param name="room">Whose log.</param>
    /// <param name="since">Unix milliseconds.</param>
    /// <param name="cancellation">Gives up between two pages.</param>
    Task<IReadOnlyList<RoomEvent>> ControlAsync(RoomId room, long since, CancellationToken cancellation);
}
