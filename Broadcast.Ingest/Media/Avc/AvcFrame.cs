using System.Buffers.Binary;

namespace Broadcast.Ingest.Media.Avc;

/// <summary>Inspects the NAL units of an H.264 frame (ISO/IEC 14496-10, 7.4.1), each with a length prefix.</summary>
internal static class AvcFrame
{
    private const int Idr = 5;

    /// <summary>Bytes of a length prefix according to avcC (ISO/IEC 14496-15, 5.3.3.1); null when it is no valid avcC.</summary>
    public static int? LengthSize(ReadOnlySpan<byte> avcC) => avcC.Length >= 7 && avcC[0] == 1 ? (avcC[4] & 3) + 1 : null;

    /// <summary>Classifies the frame. The encoder's keyframe flag is ignored: some encoders set it on pictures that are no IDR.</summary>
    public static AvcFrameKind Inspect(ReadOnlySpan<byte> frame, int lengthSize)
    {
        var (units, idr, hollow) = (0, false, false);
        while (!frame.IsEmpty)
        {
            if (Length(frame, lengthSize) is not { } length || length > frame.Length - lengthSize)
                return AvcFrameKind.Broken;

            if (length == 0)
                hollow = true;
            else if ((frame[lengthSize] & 0x1F) == Idr)
                idr = true;
            units += length > 0 ? 1 : 0;
            frame = frame[(lengthSize + (int)length)..];
        }

        return units == 0 ? AvcFrameKind.Broken
            : (idr ? AvcFrameKind.Independent : AvcFrameKind.Dependent) | (hollow ? AvcFrameKind.Hollow : AvcFrameKind.Broken);
    }

    /// <summary>The frame without its empty NAL units, which some decoders cannot read. Only for a frame that is not broken.</summary>
    public static byte[] WithoutEmptyUnits(ReadOnlySpan<byte> frame, int lengthSize)
    {
        var kept = new List<byte>(frame.Length);
        while (!frame.IsEmpty)
        {
            var length = (int)Length(frame, lengthSize)!.Value;
            if (length > 0)
                kept.AddRange(frame[..(lengthSize + length)]);
            frame = frame[(lengthSize + length)..];
        }

        return [.. kept];
    }

    private static uint? Length(ReadOnlySpan<byte> frame, int lengthSize)
    {
        if (frame.Length < lengthSize)
            return null;

        Span<byte> word = stackalloc byte[4];
        word.Clear();
        frame[..lengthSize].CopyTo(word[(4 - lengthSize)..]);
        return BinaryPrimitives.ReadUInt32BigEndian(word);
    }
}

[Flags]
internal enum AvcFrameKind
{
    /// <summary>The lengths do not fit the frame, or it has no NAL unit.</summary>
    Broken = 0,

    /// <summary>Holds an IDR slice: decoding can begin here.</summary>
    Independent = 1,

    Dependent = 2,

    /// <summary>Also holds empty NAL units.</summary>
    Hollow = 4,
}
