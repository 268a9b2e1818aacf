using Broadcast.Chat.Spine.Settings;

namespace Broadcast.Ingest.Playback;

/// <summary>Which channels anyone can play, and which need a token.</summary>
public sealed record PlaybackOptions
{
    public const string Section = "Ingest:Playback";

    internal const string Open = "open";
    internal const string Ticket = "ticket";

    /// <summary>By channel id: <c>open</c> or <c>ticket</c>. A channel that is not named is open.</summary>
    [OneOf(Open, Ticket)]
    public IReadOnlyDictionary<string, string> Channels { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How long a token is valid; never longer than the ticket that it was issued for.</summary>
    [Lasts("00:01:00", "1.00:00:00")]
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromHours(4);

    /// <summary>Pages of other hosts that may play protected channels.</summary>
    [Origin]
    public IReadOnlyList<string> Origins { get; init; } = [];

    /// <summary>
    /// True when every cache in front asks <c>GET /api/v1/channels/{channel}/playback</c> before it answers: protected media may then be
    /// kept in shared caches. Otherwise only the viewer's own cache may keep it.
    /// </summary>
    public bool EdgeChecks { get; init; }
}
