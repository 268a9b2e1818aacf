using System.Text.Json.Serialization;
using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Chat.Contracts.Events;

/// <summary>
/// Who caused an event. <see cref="Role"/> is <c>anchor</c>, <c>operator</c> or <c>moderator</c>, <c>site</c> for a village site, and
/// absent for other viewers.
/// </summary>
public sealed record EventAuthor
{
    public required ViewerId Id { get; init; }

    public required string Name { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Role { get; init; }
}
