using System.Text.Json.Serialization;

namespace Broadcast.Chat.Contracts.Events;

/// <summary>One entry of a room log, as every client sees it.</summary>
[JsonConverter(typeof(RoomEventConverter))]
public sealed record RoomEvent
{
    /// <summary>The number in the log of this room, from 1.</summary>
    public required long Offset { get; init; }

    /// <summary>One of <see cref="EventTypes"/>. Clients ignore types that they do not know.</summary>
    public required string Type { get; init; }

    /// <summary>When it was appended, Unix milliseconds.</summary>
    public required long At { get; init; }

    /// <summary>
    /// Channel time (program date-time) of the picture with which clients show it, Unix milliseconds; absent: show it at once.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? ShowAt { get; init; }

    /// <summary>Who caused it; absent when the system did.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public EventAuthor? By { get; init; }

    /// <summary>The data, whose shape <see cref="Type"/> names.</summary>
    public required IEventData Data { get; init; }
}
