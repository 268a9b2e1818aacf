using Broadcast.Ingest.Channels;

namespace Broadcast.Ingest.Ladder;

/// <summary>Where a rendition's media comes from.</summary>
internal interface IRenditionMedia
{
    /// <summary>True when the channel's own media can stand in for what is missing: the same tracks on the same time line.</summary>
    bool SourceStandsIn { get; }

    /// <summary>True when it is worth waiting for a segment's media.</summary>
    /// <param name="segment">As the channel lists it.</param>
    /// <param name="first">Its first part.</param>
    /// <param name="following">True when the segment before it was made of this media.</param>
    bool Expects(Segment segment, Part first, bool following);

    /// <summary>The media of one part.</summary>
    RenditionTake Take(Segment segment, Part part);
}

/// <summary>What there is of a part.</summary>
/// <param name="Piece">Null when it is not there.</param>
/// <param name="Lost">True when it will not come.</param>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
internal readonly record struct RenditionTake(RenditionPiece? Piece, bool Lost)
{
    public static RenditionTake Later { get; } = new(null, Lost: false);

    public static RenditionTake Never { get; } = new(null, Lost: true);
}

/// <summary>A part's media and what it takes to play it.</summary>
internal sealed record RenditionPiece
{
    public required RenditionFormat Format { get; init; }

    public required IReadOnlyList<ReadOnlyMemory<byte>> Bytes { get; init; }
}

/// <summary>Everything that shares an initialisation segment.</summary>
internal sealed record RenditionFormat
{
    /// <summary>A digest of its content.</summary>
    public required string Name { get; init; }

    public required ReadOnlyMemory<byte> Init { get; init; }

    /// <summary>RFC 6381.</summary>
    public required string Codecs { get; init; }

    /// <summary>0 for sound.</summary>
    public int Width { get; init; }

    public int Height { get; init; }

    public double FrameRate { get; init; }
}
