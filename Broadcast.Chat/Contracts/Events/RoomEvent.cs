using System.Text.Json.Serialization;

namespace Broadcast.Chat.Contracts;

/// <summary>One entry of a room log, as every client sees it.</summary>
[JsonConverter(typeof(RoomEventConverter))]
public sealed record RoomEvent
{
    /// <summary>The place in the log of this room, from 1.</summary>
    public required long Offset { get; init; }

    /// <summary>One of <see cref="EventTypes"/>. Clients pass over types that they do not know.</summary>
    public required string Type { get; init; }

    /// <summary>When it was appended, Unix milliseconds.</summary>
    public required long At { get; init; }

    /// <summary>Channel time (program date-time) at which the picture shows it, Unix milliseconds; absent when it belongs to no picture.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? ShowAt { get; init; }

    /// <summary>Who caused it; absent when the system did.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public EventAuthor? By { get; init; }

    /// <summary>The record that belongs to <see cref="Type"/>.</summary>
    public required IEventData Data { get; init; }
}
