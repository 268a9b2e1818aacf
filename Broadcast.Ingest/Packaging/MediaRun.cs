namespace Broadcast.Ingest.Packaging;

/// <summary>One source without interruption: everything that shares an initialisation segment and a time line.</summary>
internal sealed record MediaRun
{
    /// <summary>Unique for ever, safe in a path: media URIs are built from it and cached for good.</summary>
    public required string Id { get; init; }

    /// <summary>The run as the stage received it: stays when a channel gives the run another <see cref="Id"/>. Null where there is no source.</summary>
    public string? Source { get; init; }

    /// <summary>How much later than it is decoded the first picture is shown: with B-frames, some pictures.</summary>
    public TimeSpan PictureDelay { get; init; }

    /// <summary>ftyp+moov (ISO/IEC 14496-12).</summary>
    public required ReadOnlyMemory<byte> Init { get; init; }

    /// <summary>RFC 6381, such as <c>avc1.64001f,mp4a.40.2</c>.</summary>
    public required string Codecs { get; init; }

    public required int Width { get; init; }

    public required int Height { get; init; }

    /// <summary>Frames per second as measured or declared; 0 when unknown.</summary>
    public double FrameRate { get; init; }

    /// <summary>True when it is the slate and no source.</summary>
    public bool Slate { get; init; }
}
