using System.ComponentModel.DataAnnotations;
using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Ingest.Playback;

/// <summary>Which channels anyone can play, and which need a token.</summary>
public sealed record PlaybackOptions : IValidatableObject
{
    public const string Section = "Ingest:Playback";

    internal const string Open = "open";
    internal const string Ticket = "ticket";

    /// <summary>By channel id: <c>open</c> or <c>ticket</c>. A channel that is not named is open.</summary>
    public IReadOnlyDictionary<string, string> Channels { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How long a token is valid; never longer than the ticket that it was issued for.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "24:00:00", ErrorMessage = "Ingest:Playback:Lifetime must be from 00:01:00 to 24:00:00.")]
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromHours(4);

    /// <summary>Pages of other hosts that may play protected channels.</summary>
    public IReadOnlyList<string> Origins { get; init; } = [];

    /// <summary>
    /// True when every cache in front asks <c>GET /api/v1/channels/{channel}/playback</c> before it answers: protected media may then be
    /// kept in shared caches. Otherwise only the viewer's own cache may keep it.
    /// </summary>
    public bool EdgeChecks { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (channel, mode) in Channels)
        {
            if (!ChannelId.TryParse(channel, null, out _))
                yield return new ValidationResult($"Ingest:Playback:Channels:{channel} is no channel id: name a stage or a relay.");
            if (mode is not (Open or Ticket))
                yield return new ValidationResult($"Ingest:Playback:Channels:{channel} must be 'open' or 'ticket'.");
        }

        foreach (var (i, origin) in Origins.Index())
        {
            if (!Uri.TryCreate(origin, UriKind.Absolute, out var uri) || uri.GetLeftPart(UriPartial.Authority) != origin)
                yield return new ValidationResult($"Ingest:Playback:Origins:{i}: '{origin}' must be an origin like https://shop.example.");
        }
    }
}
