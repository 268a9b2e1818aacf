using Broadcast.Ingest.Rtmp.Chunks;

namespace Broadcast.Ingest.Rtmp.Publishing;

/// <summary>Tells an encoder at once that its codec is not taken, instead of a stage that stays black. First byte of an FLV tag's body.</summary>
internal static class CodecCheck
{
    private const int Avc = 7;
    private const int Aac = 10;

    /// <summary>Null when the message is H.264 or AAC.</summary>
    public static CodecRefusal? Refuse(MessageType type, byte first) => type switch
    {
        // Enhanced RTMP: FFmpeg 5.1 reads no fourCC in FLV.
        MessageType.Video when (first & 0x80) != 0 =>
            new CodecRefusal("enhanced-video", "Enhanced RTMP video (HEVC, AV1, VP9) is not taken: set the encoder to H.264."),
        MessageType.Video when (first & 0x0F) != Avc =>
            new CodecRefusal("video-codec", $"FLV video codec {first & 0x0F} is not taken: set the encoder to H.264."),
        MessageType.Audio when first >> 4 != Aac =>
            new CodecRefusal("audio-codec", $"FLV sound format {first >> 4} is not taken: set the encoder to AAC."),
        _ => null,
    };
}

/// <param name="Word">For the log and the metric.</param>
/// <param name="Description">For the person at the encoder.</param>
internal sealed record CodecRefusal(string Word, string Description);
