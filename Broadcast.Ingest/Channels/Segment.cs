using System.Collections.Immutable;
using Broadcast.Ingest.Media;

namespace Broadcast.Ingest.Channels;

/// <summary>A media segment, whole or still growing; its bytes are those of its parts.</summary>
internal sealed record Segment
{
    /// <summary>Media sequence number.</summary>
    public required long Number { get; init; }

    /// <summary>The run that its media belongs to: one segment never mixes two.</summary>
    public required MediaRun Run { get; init; }

    /// <summary>The name of its initialisation segment.</summary>
    public required string Init { get; init; }

    /// <summary>Program date-time.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>Duration of the media in its parts.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>True for the first segment of each run but the channel's first.</summary>
    public required bool Discontinuity { get; init; }

    public required ImmutableArray<Part> Parts { get; init; }

    /// <summary>True when a part is missing: the segment is listed with EXT-X-GAP, and players use another rendition.</summary>
    public bool Gap => Parts.Any(part => part.Gap);

    public DateTimeOffset End => Start + Duration;

    public long Length => Parts.Sum(part => part.Length);
}
