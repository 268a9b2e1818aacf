using System.Runtime.InteropServices;

namespace Broadcast.Ingest.Media.Flv;

/// <summary>What an FLV tag's body holds.</summary>
/// <param name="Kind">What the content is.</param>
/// <param name="Content">What follows the codec's header bytes: avcC, NAL units, AudioSpecificConfig or a raw AAC frame.</param>
/// <param name="Fault">For <see cref="FlvUnitKind.Unsupported"/>: a stable word, such as <c>video-codec</c>.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FlvUnit(FlvUnitKind Kind, ReadOnlyMemory<byte> Content = default, string Fault = "")
{
    private const int Avc = 7;
    private const int Aac = 10;

    /// <summary>Reads the codec's header bytes (Adobe FLV 10.1, E.4). A short body is <see cref="FlvUnitKind.Nothing"/>.</summary>
    public static FlvUnit Parse(in MediaMessage message)
    {
        var body = message.Payload;
        if (body.IsEmpty)
            return default;

        return message.Kind switch
        {
            MediaKind.Video => Video(body),
            MediaKind.Audio => Audio(body),
            MediaKind.Data => new FlvUnit(FlvUnitKind.Metadata, body),
            _ => default,
        };
    }

    private static FlvUnit Video(ReadOnlyMemory<byte> body)
    {
        var head = body.Span;
        // Frame type 5 is a command to the player, not a picture; bit 7 is Enhanced RTMP, which FFmpeg 5.1 cannot read from FLV.
        if ((head[0] & 0x80) != 0 || ((head[0] & 0x0F) != Avc && head[0] >> 4 != 5))
            return new FlvUnit(FlvUnitKind.Unsupported, Fault: "video-codec");
        if (body.Length <= 5 || head[0] >> 4 == 5)
            return default;

        return head[1] switch
        {
            0 => new FlvUnit(FlvUnitKind.VideoHeader, body[5..]),
            1 => new FlvUnit(FlvUnitKind.VideoFrame, body[5..]),
            _ => default,
        };
    }

    private static FlvUnit Audio(ReadOnlyMemory<byte> body)
    {
        var head = body.Span;
        if (head[0] >> 4 != Aac)
            return new FlvUnit(FlvUnitKind.Unsupported, Fault: "audio-codec");
        if (body.Length <= 2)
            return default;

        return new FlvUnit(head[1] == 0 ? FlvUnitKind.AudioHeader : FlvUnitKind.AudioFrame, body[2..]);
    }
}

internal enum FlvUnitKind
{
    /// <summary>Empty, an end-of-sequence mark, or a command to the player: to be ignored.</summary>
    Nothing,

    /// <summary>AVCDecoderConfigurationRecord.</summary>
    VideoHeader,

    VideoFrame,

    /// <summary>AudioSpecificConfig.</summary>
    AudioHeader,

    AudioFrame,

    /// <summary>AMF0 script data.</summary>
    Metadata,

    /// <summary>A codec other than H.264 and AAC.</summary>
    Unsupported,
}
