using Broadcast.Ingest.Channels;

namespace Broadcast.Ingest.Ladder;

/// <summary>Where a rendition's media comes from.</summary>
internal interface IRenditionMedia
{
    /// <summary>True when the channel's own media can stand in for what is missing: the same tracks on the same timeline.</summary>
    bool SourceStandsIn { get; }

    /// <summary>True when it is worth waiting for a segment's media.</summary>
    /// <param name="segment">As the channel lists it.</param>
    /// <param name="first">Its first part.</param>
    /// <param name="following">True when the segment before it was made of this media and no discontinuity lies between them.</param>
    bool Expects(Segment segment, Part first, bool following);

    /// <summary>The media of one part. Parts are read in order, and again as long as the answer is <see cref="PartMedia.Later"/>.</summary>
    PartMedia Read(Segment segment, Part part);
}

/// <summary>The media that a rendition has for a part.</summary>
/// <param name="Piece">Null when there is none, or none yet.</param>
/// <param name="Lost">True when it will not come.</param>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
internal readonly record struct PartMedia(RenditionPiece? Piece, bool Lost)
{
    public static PartMedia Later { get; } = new(null, Lost: false);

    public static PartMedia Never { get; } = new(null, Lost: true);
}

/// <summary>A part's media and the format that it has.</summary>
internal sealed record RenditionPiece
{
    public required RenditionFormat Format { get; init; }

    public required IReadOnlyList<ReadOnlyMemory<byte>> Bytes { get; init; }
}

/// <summary>The initialisation segment that media of a rendition shares, and what it declares.</summary>
internal sealed record RenditionFormat
{
    /// <summary>Digest of <see cref="Init"/>.</summary>
    public required string Name { get; init; }

    public required ReadOnlyMemory<byte> Init { get; init; }

    /// <summary>RFC 6381.</summary>
    public required string Codecs { get; init; }

    /// <summary>Pixels; 0 for sound alone.</summary>
    public int Width { get; init; }

    public int Height { get; init; }

    public double FrameRate { get; init; }
}
