using System.Text.Json.Serialization;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Chat.Contracts.Moderation;

/// <summary><c>GET /api/v1/rooms/{room}/moderation</c>: the mode, the messages that wait, and the restrictions in force.</summary>
public sealed record ModerationView
{
    public required RoomMode Mode { get; init; }

    /// <summary>Messages that wait for a decision, the oldest first.</summary>
    public required IReadOnlyList<HeldMessage> Held { get; init; }

    /// <summary>In force now: those without an end first, then the latest end first.</summary>
    public required IReadOnlyList<Restriction> Restrictions { get; init; }
}

/// <summary>A message that is not in the room: it waits for a decision, or its author is under a <c>shadow</c>.</summary>
public sealed record HeldMessage
{
    /// <summary>The id for <see cref="IRoomHub.Review"/>.</summary>
    public required string Id { get; init; }

    /// <summary>When it was said, Unix milliseconds.</summary>
    public required long At { get; init; }

    public required EventAuthor By { get; init; }

    public required string Text { get; init; }

    /// <summary>
    /// <c>word</c>: it contains a word of the lists; <c>mode</c>: the room reviews everything; <c>shadow</c>: its author is hidden.
    /// </summary>
    public required string Why { get; init; }
}

/// <summary>A restriction of a person in a room.</summary>
public sealed record Restriction
{
    public required ViewerId Viewer { get; init; }

    /// <inheritdoc cref="RestrictionDraft.Kind"/>
    public required string Kind { get; init; }

    /// <summary>Whether it holds in all rooms; a person may have one for this room besides.</summary>
    public required bool Everywhere { get; init; }

    /// <summary>The name that the person had then; may be empty.</summary>
    public required string Name { get; init; }

    /// <summary>Unix milliseconds; null when it holds until it is lifted.</summary>
    public required long? Until { get; init; }

    /// <summary>The name of the moderator.</summary>
    public required string By { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reason { get; init; }
}
