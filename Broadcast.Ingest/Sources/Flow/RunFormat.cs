using Broadcast.Ingest.Media.Aac;

namespace Broadcast.Ingest.Sources.Flow;

/// <summary>The format of both tracks, which FFmpeg gets before the first frame of a run.</summary>
internal sealed record RunFormat
{
    /// <summary>AVCDecoderConfigurationRecord.</summary>
    public required ReadOnlyMemory<byte> Avc { get; init; }

    /// <summary>AudioSpecificConfig: the source's, or our default for a source without audio.</summary>
    public required ReadOnlyMemory<byte> Aac { get; init; }

    public required AacFormat Audio { get; init; }

    public required bool SourceHasAudio { get; init; }

    /// <summary>As declared in onMetaData; 0 when unknown.</summary>
    public double FrameRate { get; init; }
}
