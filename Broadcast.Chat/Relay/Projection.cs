using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Chat.Relay;

/// <summary>
/// How far a relay's room has been told what its stages do. Kept in the relay's slot, changed only together with its log: what Redis loses
/// of one it loses of the other.
/// </summary>
internal sealed record Projection
{
    /// <summary>The stage whose doings the room shows; null for nobody's.</summary>
    public StageId? Shown { get; init; }

    /// <summary>Places in the logs of the stages that are followed: the one on air, and those whose windows wait for a result.</summary>
    public IReadOnlyDictionary<StageId, Position> Places { get; init; } = new Dictionary<StageId, Position>();

    /// <summary>The ids of the windows whose result was told last. A stage that has lost a result tells it again, the relay's room does not.</summary>
    public IReadOnlyList<string> Results { get; init; } = [];
}
