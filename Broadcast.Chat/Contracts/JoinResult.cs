using System.Text.Json.Serialization;
using Broadcast.Chat.Contracts.Events;

namespace Broadcast.Chat.Contracts;

/// <summary>The answer to <see cref="IRoomHub.Join"/>: the state now and what was missed.</summary>
public sealed record JoinResult : IJsonOnSerialized
{
    public required string Epoch { get; init; }

    /// <summary>The log position that <see cref="Snapshot"/> and <see cref="Events"/> reach.</summary>
    public required long Offset { get; init; }

    public required RoomSnapshot Snapshot { get; init; }

    /// <summary>The control events and the kept chat after the given position; without one, or on a resync, the newest chat.</summary>
    public required IReadOnlyList<RoomEvent> Events { get; init; }

    /// <summary>How many chat messages after the position are no longer kept; 0 without one or on a resync.</summary>
    public required long Skipped { get; init; }

    /// <summary>True when the client cannot go on from its position: it forgets what it knows and shows <see cref="Snapshot"/>.</summary>
    public required bool Resync { get; init; }

    /// <summary>
    /// Called while the answer is being written, under the connection's write lock: frames that this starts follow the answer and never
    /// precede it.
    /// </summary>
    internal Action? Written { get; init; }

    void IJsonOnSerialized.OnSerialized() => Written?.Invoke();
}

/// <summary>The answer to a call that appends an event.</summary>
public sealed record Appended
{
    /// <summary>The event's offset in the log; 0 when it is <see cref="Held"/>.</summary>
    public required long Offset { get; init; }

    /// <summary>True for a message that waits for a moderator; absent otherwise.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Held { get; init; }
}
