namespace Broadcast.Ingest.Media;

/// <summary>Uninterrupted media of one source: all fragments that share an initialisation segment and a timeline.</summary>
internal sealed record MediaRun
{
    /// <summary>Unique for ever, and safe in a path: media URIs contain it and are cached for good.</summary>
    public required string Id { get; init; }

    /// <summary>Id of the run at its stage: stays when a channel gives the run another <see cref="Id"/>. Null without a source.</summary>
    public string? Source { get; init; }

    /// <summary>Time from decoding to showing the first picture: with B-frames, the duration of some pictures.</summary>
    public TimeSpan PictureDelay { get; init; }

    /// <summary>ftyp+moov (ISO/IEC 14496-12).</summary>
    public required ReadOnlyMemory<byte> Init { get; init; }

    /// <summary>RFC 6381, such as <c>avc1.64001f,mp4a.40.2</c>.</summary>
    public required string Codecs { get; init; }

    public required int Width { get; init; }

    public required int Height { get; init; }

    /// <summary>Frames per second as measured or declared; 0 when unknown.</summary>
    public double FrameRate { get; init; }

    /// <summary>True for the slate, which has no source.</summary>
    public bool Slate { get; init; }
}
