using System.Text.Json.Serialization;
using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Chat.Contracts.Events;

/// <summary>
/// Who caused an event. <see cref="Role"/> is <c>anchor</c>, <c>operator</c> or <c>moderator</c>, <c>site</c> for a village site, and
/// absent for others.
/// </summary>
public sealed record EventAuthor
{
    public required ViewerId Id { get; init; }

    /// <summary>Of the rundown the slot's title, of a rule the rule.</summary>
    public required string Name { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Role { get; init; }

    /// <summary>
    /// One of <see cref="ActorKinds"/>; a newer server may send others. Absent in chat messages, and in events that older builds have written:
    /// those of viewers and staff.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Kind { get; init; }

    /// <summary>
    /// Why, as a code: <c>rundown:slot-3/cue-1</c> for a cue of a slot, <c>rule:window.end</c> for a rule. Absent when somebody simply did it.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Why { get; init; }
}
