using System.Text.Json.Serialization;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Chat.Relay;

/// <summary>How far a relay's room has been told what its stages do. Kept in the relay's slot, changed only together with its log.</summary>
internal sealed record Projection
{
    /// <summary>Whose pin the room shows; null for nobody's.</summary>
    public StageId? Shown { get; init; }

    /// <summary>The pin that the room shows, as it was copied.</summary>
    public ProductUnpinned? Pin { get; init; }

    /// <summary>The stages that are followed: the one on air, and those whose questions are not settled.</summary>
    public IReadOnlyDictionary<StageId, FollowedStage> Stages { get; init; } = new Dictionary<StageId, FollowedStage>();

    /// <summary>The hash's version, by which one copier wins.</summary>
    [JsonIgnore]
    public long Version { get; init; }

    /// <summary>The root of the relay's log.</summary>
    [JsonIgnore]
    public string Root { get; init; } = "";
}

/// <summary>A place in a stage's log, and the questions of it that the relay's room shows without a result.</summary>
internal sealed record FollowedStage
{
    public required Position Position { get; init; }

    public IReadOnlyList<QuestionId> Questions { get; init; } = [];
}
