using System.Collections.Immutable;

namespace Broadcast.Ingest.Channels;

/// <summary>A partial segment: fragments that are listed and fetched as one. Their bytes are shared, not copied.</summary>
internal sealed record Part
{
    /// <summary>
    /// Counts the parts of a channel and never goes back. The URI is built from it, so the next part's URI is always known.
    /// </summary>
    public required long Number { get; init; }

    public required DateTimeOffset Start { get; init; }

    /// <summary>Never above the part target. A segment's parts last exactly as long as the segment.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Start on the source's own timeline; null for the slate.</summary>
    public TimeSpan? MediaStart { get; init; }

    /// <summary>End on the source's own timeline; null for the slate.</summary>
    public TimeSpan? MediaEnd { get; init; }

    /// <summary>True when it begins with an IDR frame.</summary>
    public required bool Independent { get; init; }

    /// <summary>True when its last picture stands on through the next part, which has only sound.</summary>
    public bool Stands { get; init; }

    /// <summary>True when the last picture of the part before it stands through this part.</summary>
    public bool SoundOnly { get; init; }

    /// <summary>True when the rendition has no media for it.</summary>
    public bool Gap { get; init; }

    public required ImmutableArray<ReadOnlyMemory<byte>> Bytes { get; init; }

    public required long Length { get; init; }
}
