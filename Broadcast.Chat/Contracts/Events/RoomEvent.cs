using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Broadcast.Chat.Contracts.Packed;
using MessagePack;

namespace Broadcast.Chat.Contracts.Events;

/// <summary>One entry of a room log, as every client sees it.</summary>
[JsonConverter(typeof(RoomEventConverter))]
public sealed record RoomEvent
{
    private readonly Rendering _rendering;

    public RoomEvent() => _rendering = new Rendering();

    /// <summary>A changed copy is rendered anew.</summary>
    [SetsRequiredMembers]
    private RoomEvent(RoomEvent original) =>
        (Offset, Type, At, ShowAt, By, Data, _rendering) = (original.Offset, original.Type, original.At, original.ShowAt, original.By, original.Data, new Rendering());

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

    /// <summary>Who caused it; absent only in what older builds have written.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public EventAuthor? By { get; init; }

    /// <summary>The data, whose shape <see cref="Type"/> names.</summary>
    public required IEventData Data { get; init; }

    /// <summary>The event as JSON, rendered once for all who are sent it.</summary>
    internal ReadOnlySpan<byte> Json() => _rendering.Json ??= RoomEventConverter.Render(this);

    /// <summary>The event in MessagePack, rendered once for all who are sent it.</summary>
    internal ReadOnlySpan<byte> Pack() => _rendering.Packed ??= MessagePackSerializer.Serialize(this, PackedContracts.Options);

    /// <summary>What was rendered, by whichever thread came first. Says nothing about the event: all renderings are equal.</summary>
    private sealed class Rendering
    {
        public byte[]? Json { get; set; }

        public byte[]? Packed { get; set; }

        public override bool Equals(object? obj) => obj is Rendering;

        public override int GetHashCode() => 0;
    }
}
