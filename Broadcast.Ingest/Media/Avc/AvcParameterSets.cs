using System.Buffers.Binary;

namespace Broadcast.Ingest.Media.Avc;

/// <summary>
/// The parameter sets of a run as NAL units, to be written before its keyframes: FFmpeg's FLV reader parses pictures by the first sequence
/// header that it saw, and some receivers decode by it, whatever headers follow.
/// </summary>
internal static class AvcParameterSets
{
    private const int Sps = 7;
    private const int Delimiter = 9;

    /// <summary>
    /// The most that is repeated with each keyframe, in bytes. Real sets have some 50; longer ones stay in the sequence header alone.
    /// </summary>
    private const int MaxLength = 1024;

    /// <summary>All sets, each with a length prefix as in the pictures; empty when avcC is not valid or the sets are too long.</summary>
    /// <param name="avcC">AVCDecoderConfigurationRecord (ISO/IEC 14496-15, 5.3.3.1).</param>
    public static ReadOnlyMemory<byte> Of(ReadOnlySpan<byte> avcC)
    {
        if (AvcFrame.LengthSize(avcC) is not { } lengthSize)
            return default;

        var units = new List<byte>();
        var rest = avcC[5..];
        return AppendSets(ref rest, 0x1F, lengthSize, units) && AppendSets(ref rest, 0xFF, lengthSize, units) && units.Count <= MaxLength
            ? units.ToArray()
            : default;
    }

    /// <summary>True when nothing may be put before the keyframe: it begins with its own sets or a delimiter, or cannot be read.</summary>
    public static bool NotNeededBefore(ReadOnlySpan<byte> frame, ReadOnlySpan<byte> avcC) =>
        AvcFrame.LengthSize(avcC) is not { } lengthSize || frame.Length <= lengthSize || (frame[lengthSize] & 0x1F) is Sps or Delimiter;

    private static bool AppendSets(ref ReadOnlySpan<byte> rest, byte mask, int lengthSize, List<byte> units)
    {
        if (rest.IsEmpty)
            return false;

        var count = rest[0] & mask;
        rest = rest[1..];
        Span<byte> prefix = stackalloc byte[4];
        for (; count > 0; count--)
        {
            if (rest.Length < 2)
                return false;
            var length = BinaryPrimitives.ReadUInt16BigEndian(rest);
            if (length > rest.Length - 2 || (lengthSize == 1 && length > byte.MaxValue))
                return false;

            BinaryPrimitives.WriteInt32BigEndian(prefix, length);
            units.AddRange(prefix[(4 - lengthSize)..]);
            units.AddRange(rest.Slice(2, length));
            rest = rest[(2 + length)..];
        }

        return true;
    }
}
