using System.Text.Json.Serialization;

namespace Broadcast.Chat.Contracts;

/// <summary>What a moderator does to a person, as <see cref="IRoomHub.Restrict"/> takes it.</summary>
public sealed record RestrictionDraft
{
    /// <summary>
    /// <c>timeout</c>: no talk for some time; <c>ban</c>: may look on and do nothing else; <c>shadow</c>: talks on, and only moderators see it.
    /// </summary>
    public required string Kind { get; init; }

    /// <summary>For how long: 1 to 1,209,600 (14 days); a ban may have none and holds until it is lifted.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Seconds { get; init; }

    /// <summary>For the audit trail: 200 characters at most.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reason { get; init; }

    /// <summary>Also removes what the person has said in this room; not for <c>shadow</c>, which nobody is to notice.</summary>
    public bool RemoveMessages { get; init; }
}

/// <summary>The values of <see cref="RestrictionDraft.Kind"/>.</summary>
public static class RestrictionKinds
{
    public const string Timeout = "timeout";
    public const string Ban = "ban";
    public const string Shadow = "shadow";

    public static IReadOnlyList<string> All { get; } = [Timeout, Ban, Shadow];
}
