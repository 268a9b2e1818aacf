using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Outcomes;
using Broadcast.Chat.Outcomes;
using Broadcast.Chat.Rooms.Log;
using StackExchange.Redis;

namespace Broadcast.Chat.Pins;

/// <summary>Makes the outcome of a pin that has ended.</summary>
internal sealed class PinOutcomes : IOutcomeSource<PinEnded>
{
    public string Kind => "pin";

    public Task<PinEnded?> ReadAsync(RoomId room, StreamEntry entry) => Task.FromResult<PinEnded?>(new PinEnded
    {
        Id = $"pin:{entry["pin"]}",
        Stage = StageId.Parse(room.Value),
        At = (long)entry["at"],
        Pin = PinId.Parse((string)entry["pin"]!),
        Product = ProductId.Parse((string)entry["product"]!),
        From = (long)entry["from"],
        Clicks = (long)entry["clicks"],
        By = AuthorOf(entry["begun"]),
        EndedBy = AuthorOf(entry["ended"]),
    });

    private static EventAuthor? AuthorOf(RedisValue tail) => tail.IsNullOrEmpty ? null : LogEntry.Parse("0", "0", (string)tail!).By;
}
