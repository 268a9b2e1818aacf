using System.Buffers.Binary;
using Broadcast.Ingest.Sources.Flow;

namespace Broadcast.Ingest.Packaging.Flv;

/// <summary>
/// The parameter sets of a run as NAL units, to stand before its keyframes: FFmpeg's FLV reader parses pictures by the first sequence
/// header it saw, and some receivers decode by it, whatever headers follow.
/// </summary>
internal static class AvcParameterSets
{
    private const int Sps = 7;
    private const int Delimiter = 9;

    /// <summary>Real ones have some fifty bytes. They are repeated with each keyframe: what is longer is left to the sequence header alone.</summary>
    private const int MaxLength = 1024;

    /// <summary>Each with its length before it, in as many bytes as in the pictures; empty for an avcC that is none.</summary>
    /// <param name="avcC">AVCDecoderConfigurationRecord (ISO/IEC 14496-15, 5.3.3.1).</param>
    public static ReadOnlyMemory<byte> Of(ReadOnlySpan<byte> avcC)
    {
        if (AvcFrame.LengthSize(avcC) is not { } lengthSize)
            return default;

        var units = new List<byte>();
        var rest = avcC[5..];
        return TakeSets(ref rest, 0x1F, lengthSize, units) && TakeSets(ref rest, 0xFF, lengthSize, units) && units.Count <= MaxLength ? units.ToArray() : default;
    }

    /// <summary>True for a keyframe that brings its own, or must begin as it does.</summary>
    public static bool StandIn(ReadOnlySpan<byte> frame, ReadOnlySpan<byte> avcC) =>
        AvcFrame.LengthSize(avcC) is not { } lengthSize || frame.Length <= lengthSize || (frame[lengthSize] & 0x1F) is Sps or Delimiter;

    private static bool TakeSets(ref ReadOnlySpan<byte> rest, byte mask, int lengthSize, List<byte> units)
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
