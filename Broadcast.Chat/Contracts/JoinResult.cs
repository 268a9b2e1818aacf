using System.Text.Json.Serialization;

namespace Broadcast.Chat.Contracts;

/// <summary>The answer to <see cref="IRoomHub.Join"/>: the state now and what was missed.</summary>
public sealed record JoinResult : IJsonOnSerialized
{
    public required string Epoch { get; init; }

    /// <summary>The log position that <see cref="Snapshot"/> and <see cref="Events"/> reach.</summary>
    public required long Offset { get; init; }

    public required RoomSnapshot Snapshot { get; init; }

    /// <summary>Since the position that was given; without one, the newest chat.</summary>
    public required IReadOnlyList<RoomEvent> Events { get; init; }

    /// <summary>Chat messages since the position that are no longer kept.</summary>
    public required long Skipped { get; init; }

    /// <summary>True when the position belongs to a log that is gone: take the snapshot and forget what was before.</summary>
    public required bool Resync { get; init; }

    /// <summary>
    /// Called when the answer is being written to its connection, whose write lock is held then: frames that this starts come after the
    /// answer, never before it.
    /// </summary>
    internal Action? Written { get; init; }

    void IJsonOnSerialized.OnSerialized() => Written?.Invoke();
}

/// <summary>An appended event's offset.</summary>
public sealed record Appended
{
    /// <summary>Where it stands in the log; 0 when it is <see cref="Held"/>.</summary>
    public required long Offset { get; init; }

    /// <summary>True for a message that waits for a moderator; absent otherwise.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Held { get; init; }
}
