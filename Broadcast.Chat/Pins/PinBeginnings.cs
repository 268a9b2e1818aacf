using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Outcomes;
using Broadcast.Chat.Outcomes;
using Broadcast.Chat.Rooms.Log;
using StackExchange.Redis;

namespace Broadcast.Chat.Pins;

/// <summary>Makes the outcome of a pin that has begun.</summary>
internal sealed class PinBeginnings : IOutcomeSource<PinBegun>
{
    public string Kind => "pin.begun";

    public Task<PinBegun?> ReadAsync(RoomId room, StreamEntry entry)
    {
        var item = LogEntry.Parse("0", "0", (string)entry["tail"]!);
        var pinned = (ProductPinned)item.Data;
        return Task.FromResult<PinBegun?>(new PinBegun
        {
            Id = $"pin.begun:{pinned.Pin}",
            Stage = pinned.Stage,
            At = (long)entry["at"],
            Pin = pinned.Pin,
            Product = pinned.Product,
            ShowAt = item.ShowAt,
            By = item.By,
        });
    }
}
