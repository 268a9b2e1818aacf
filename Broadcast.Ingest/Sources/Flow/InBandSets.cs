using System.Buffers.Binary;

namespace Broadcast.Ingest.Sources.Flow;

/// <summary>
/// Parameter sets inside a frame (ISO/IEC 14496-10, 7.4.1). Some sources, MPEG-TS above all, change the picture's size with new sets in
/// the stream and send no new sequence header: what FFmpeg and the players then hold is wrong.
/// </summary>
internal static class InBandSets
{
    private const int Sps = 7;
    private const int Pps = 8;

    /// <summary>More of a kind than avcC can count, or than anyone sends.</summary>
    private const int Most = 16;

    /// <summary>An avcC (ISO/IEC 14496-15, 5.3.3.1) of the frame's own sets; null when they say nothing that <paramref name="avcC"/> does not.</summary>
    /// <param name="frame">NAL units with their lengths, already found whole.</param>
    /// <param name="lengthSize">The bytes of a length.</param>
    /// <param name="avcC">What is known.</param>
    public static byte[]? Changed(ReadOnlySpan<byte> frame, int lengthSize, ReadOnlySpan<byte> avcC)
    {
        List<byte[]>? sequence = null, picture = null;
        while (frame.Length > lengthSize)
        {
            var length = 0;
            for (var at = 0; at < lengthSize; at++)
                length = (length << 8) | frame[at];
            var unit = frame.Slice(lengthSize, length);
            if (length > 3 && (unit[0] & 0x1F) == Sps)
                (sequence ??= []).Add(unit.TrimEnd((byte)0).ToArray());
            else if (length > 1 && (unit[0] & 0x1F) == Pps)
                (picture ??= []).Add(unit.TrimEnd((byte)0).ToArray());
            frame = frame[(lengthSize + length)..];
        }

        // New pictures' sets alone, or more than can be meant: as it came.
        if (sequence is null || picture is null || sequence.Count > Most || picture.Count > Most || sequence.Concat(picture).Any(set => set.Length is 0 or > ushort.MaxValue) || sequence[0].Length < 4)
            return null;
        foreach (var set in sequence.Concat(picture))
        {
            if (avcC.IndexOf(set) < 0)
                return Config(sequence, picture, lengthSize);
        }

        return null;
    }

    private static byte[] Config(List<byte[]> sequence, List<byte[]> picture, int lengthSize)
    {
        var config = new List<byte> { 1, sequence[0][1], sequence[0][2], sequence[0][3], (byte)(0xFC | (lengthSize - 1)), (byte)(0xE0 | sequence.Count) };
        Add(sequence);
        config.Add((byte)picture.Count);
        Add(picture);
        return [.. config];

        void Add(List<byte[]> sets)
        {
            Span<byte> length = stackalloc byte[2];
            foreach (var set in sets)
            {
                BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)set.Length);
                config.AddRange(length);
                config.AddRange(set);
            }
        }
    }
}
