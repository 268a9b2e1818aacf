using System.Text.Json.Serialization;

namespace Broadcast.Chat.Contracts;

/// <summary><c>GET /api/v1/rooms/{room}/moderation</c>: what waits for moderators, and what they have done that holds.</summary>
public sealed record ModerationView
{
    public required RoomMode Mode { get; init; }

    /// <summary>Messages that wait to be looked at, the oldest first.</summary>
    public required IReadOnlyList<HeldMessage> Held { get; init; }

    /// <summary>In force now: those without an end first, then by their end.</summary>
    public required IReadOnlyList<Restriction> Restrictions { get; init; }
}

/// <summary>A message that is not in the room: it waits, or its author is a shadow.</summary>
public sealed record HeldMessage
{
    /// <summary>By which <see cref="IRoomHub.Review"/> names it.</summary>
    public required string Id { get; init; }

    /// <summary>When it was said, Unix milliseconds.</summary>
    public required long At { get; init; }

    public required EventAuthor By { get; init; }

    public required string Text { get; init; }

    /// <summary><c>word</c>: a word of the lists is in it; <c>mode</c>: the room reviews everything; <c>shadow</c>: its author is hidden.</summary>
    public required string Why { get; init; }
}

/// <summary>What holds against somebody in a room.</summary>
public sealed record Restriction
{
    public required ViewerId Viewer { get; init; }

    /// <inheritdoc cref="RestrictionDraft.Kind"/>
    public required string Kind { get; init; }

    /// <summary>As they called themselves.</summary>
    public required string Name { get; init; }

    /// <summary>Unix milliseconds; null when it holds until it is lifted.</summary>
    public required long? Until { get; init; }

    /// <summary>Who restricted them.</summary>
    public required string By { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reason { get; init; }
}
