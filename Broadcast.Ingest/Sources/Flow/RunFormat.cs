using Broadcast.Ingest.Sources.Silence;

namespace Broadcast.Ingest.Sources.Flow;

/// <summary>What a run begins with: FFmpeg is told the truth about both tracks before it sees a frame.</summary>
internal sealed record RunFormat
{
    /// <summary>AVCDecoderConfigurationRecord.</summary>
    public required ReadOnlyMemory<byte> Avc { get; init; }

    /// <summary>AudioSpecificConfig: the source's, or ours for one without audio.</summary>
    public required ReadOnlyMemory<byte> Aac { get; init; }

    public required AacFormat Audio { get; init; }

    public required bool SourceHasAudio { get; init; }

    /// <summary>As declared in onMetaData; 0 when unknown.</summary>
    public double FrameRate { get; init; }
}
