using System.Text.Json.Serialization;

namespace Broadcast.Chat.Contracts.Moderation;

/// <summary>A restriction as a moderator asks for it with <see cref="IRoomHub.Restrict"/>.</summary>
public sealed record RestrictionDraft
{
    /// <summary>
    /// <c>timeout</c>: may not talk for some time; <c>ban</c>: may only read; <c>shadow</c>: may talk, but only moderators see the
    /// messages.
    /// </summary>
    public required string Kind { get; init; }

    /// <summary>For how long: 1 to 1,209,600 (14 days). A ban or a shadow may have none and then holds until it is lifted.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Seconds { get; init; }

    /// <summary>For the audit trail: one line of at most 200 characters.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reason { get; init; }

    /// <summary>Also removes the person's messages in the room; ignored for <c>shadow</c>, which must stay unnoticed.</summary>
    public bool RemoveMessages { get; init; }
}

/// <summary>The values of <see cref="RestrictionDraft.Kind"/>.</summary>
public static class RestrictionKinds
{
    public const string Timeout = "timeout";
    public const string Ban = "ban";
    public const string Shadow = "shadow";

    /// <summary>What takes least from the person first.</summary>
    public static IReadOnlyList<string> All { get; } = [Timeout, Shadow, Ban];
}
