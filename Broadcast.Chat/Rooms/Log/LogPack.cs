using System.Text.Json.Serialization;
using Broadcast.Chat.Contracts.Events;

namespace Broadcast.Chat.Rooms.Log;

/// <summary>What one appending script published.</summary>
internal sealed record LogPack
{
    [JsonPropertyName("e")]
    public required string Epoch { get; init; }

    /// <summary>The offset before the first event.</summary>
    [JsonPropertyName("f")]
    public required long From { get; init; }

    [JsonPropertyName("t")]
    public required long To { get; init; }

    [JsonPropertyName("v")]
    public required IReadOnlyList<RoomEvent> Events { get; init; }
}
