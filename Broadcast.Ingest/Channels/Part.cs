using System.Collections.Immutable;

namespace Broadcast.Ingest.Channels;

/// <summary>A partial segment: fragments that are listed and fetched as one. It refers to their bytes.</summary>
internal sealed record Part
{
    /// <summary>Counts all parts of a channel and never goes back; its URI is built from it, so that the next one's is always known.</summary>
    public required long Number { get; init; }

    public required DateTimeOffset Start { get; init; }

    /// <summary>Of its media, as listed: never above the part target, though a picture may stand longer.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>From where on the source's own time line; null for the slate.</summary>
    public TimeSpan? MediaStart { get; init; }

    /// <summary>Up to where on the source's own time line.</summary>
    public TimeSpan? MediaEnd { get; init; }

    /// <summary>True when it begins with an IDR frame.</summary>
    public required bool Independent { get; init; }

    /// <summary>True when the rendition has no media for it.</summary>
    public bool Gap { get; init; }

    public required ImmutableArray<ReadOnlyMemory<byte>> Bytes { get; init; }

    public required long Length { get; init; }
}
