using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Redis;
using StackExchange.Redis;

namespace Broadcast.Chat.Rooms;

/// <summary>Tells the failures of a room that pass by themselves from faults of ours.</summary>
internal static class RoomFailure
{
    /// <summary>What a caller is told; null for a fault of ours.</summary>
    public static Error? Of(Exception exception) =>
        // Raised by Outcomes/Settle.lua.
        exception is RedisServerException full && full.Message.StartsWith("OUTCOMESFULL", StringComparison.Ordinal) ? RoomErrors.OutcomesFull
        : RedisAway.Is(exception) ? RoomErrors.Paused
        : null;
}
