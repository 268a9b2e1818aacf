using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Rooms;

namespace Broadcast.Chat.Rooms.Log;

/// <summary>Reads the log backwards from its end, page by page.</summary>
internal sealed class RoomHistory(RoomLog log) : IRoomHistory
{
    private const int Page = 500;

    public async Task<IReadOnlyList<RoomEvent>> ControlAsync(RoomId room, long since, CancellationToken cancellation)
    {
        var pages = new List<IReadOnlyList<RoomEvent>>();
        var to = long.MaxValue;
        IReadOnlyList<RoomEvent> page;
        do
        {
            cancellation.ThrowIfCancellationRequested();
            page = await log.ReadAsync(room, LogLane.Control, 0, to, Page);
            pages.Add(page);
            to = page.Count > 0 ? page[0].Offset - 1 : 0;
        }
        while (page.Count == Page && page[0].At >= since);

        pages.Reverse();
        return [.. pages.SelectMany(events => events).Where(item => item.At >= since)];
    }
}
