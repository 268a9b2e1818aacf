using System.Buffers.Binary;

namespace Broadcast.Ingest.Media.Avc;

/// <summary>
/// Parameter sets inside a frame (ISO/IEC 14496-10, 7.4.1). Some sources, MPEG-TS above all, change the picture's size with new sets in
/// the stream and send no new sequence header, so that FFmpeg and the players keep a wrong one.
/// </summary>
internal static class InBandSets
{
    private const int Sps = 7;
    private const int Pps = 8;

    /// <summary>Most sets of a kind that are accepted; nobody sends as many.</summary>
    private const int MaxSets = 16;

    /// <summary>
    /// An avcC (ISO/IEC 14496-15, 5.3.3.1) made of the frame's own sets; null when <paramref name="avcC"/> already holds them all, or when
    /// the frame does not have both SPS and PPS.
    /// </summary>
    /// <param name="frame">NAL units with length prefixes, not <see cref="AvcFrameKind.Broken"/>.</param>
    /// <param name="lengthSize">Bytes of a length prefix.</param>
    /// <param name="avcC">The configuration in use.</param>
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

        // SPS or PPS are missing, or their number or size is implausible: the configuration stays as it is.
        if (sequence is null || picture is null || sequence.Count > MaxSets || picture.Count > MaxSets
            || sequence.Concat(picture).Any(set => set.Length is 0 or > ushort.MaxValue) || sequence[0].Length < 4)
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
