using Broadcast.Ingest.Channels;

namespace Broadcast.Ingest.Ladder;

/// <summary>What a <see cref="RenditionTape"/> is made from.</summary>
internal sealed record RenditionSetup
{
    public required string Name { get; init; }

    public required IRenditionMedia Media { get; init; }

    public required RenditionCover Cover { get; init; }

    public required RenditionRecord Record { get; init; }

    public required TimeSpan Patience { get; init; }

    public required ILogger Logger { get; init; }

    /// <summary>How long media can be fetched after it left the playlist.</summary>
    public required TimeSpan Kept { get; init; }

    /// <summary>Bytes that its media may have; beyond that, media leaves as soon as it leaves the playlist.</summary>
    public required long Bytes { get; init; }
}
