using Broadcast.Ingest.Rtmp.Chunks;

namespace Broadcast.Ingest.Rtmp.Publishing;

/// <summary>
/// Refuses codecs that are not supported, so that the encoder hears of it at once instead of the stage staying black. Reads the first byte
/// of an FLV tag's body.
/// </summary>
internal static class CodecCheck
{
    private const int Avc = 7;
    private const int Aac = 10;

    /// <summary>Null when the message is H.264 or AAC.</summary>
    public static CodecRefusal? Refuse(MessageType type, byte first) => type switch
    {
        // Enhanced RTMP: FFmpeg 5.1 cannot read its fourCC in FLV.
        MessageType.Video when (first & 0x80) != 0 =>
            new CodecRefusal("enhanced-video", "Enhanced RTMP video (HEVC, AV1, VP9) is not supported: set the encoder to H.264."),
        MessageType.Video when (first & 0x0F) != Avc =>
            new CodecRefusal("video-codec", $"FLV video codec {first & 0x0F} is not supported: set the encoder to H.264."),
        MessageType.Audio when first >> 4 != Aac =>
            new CodecRefusal("audio-codec", $"FLV sound format {first >> 4} is not supported: set the encoder to AAC."),
        _ => null,
    };
}

/// <param name="Reason">A stable word for the log and the metric.</param>
/// <param name="Description">For the person at the encoder.</param>
internal sealed record CodecRefusal(string Reason, string Description);
