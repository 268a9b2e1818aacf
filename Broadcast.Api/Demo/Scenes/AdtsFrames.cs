namespace Broadcast.Api.Demo.Scenes;

/// <summary>AAC frames that each have a header (ADTS, ISO/IEC 13818-7 §6.2), one behind the other.</summary>
internal static class AdtsFrames
{
    private const int HeaderLength = 7;

    /// <summary>Leaves out the first frames and keeps so many of the next ones.</summary>
    /// <exception cref="InvalidDataException">There are fewer, or it is no ADTS.</exception>
    public static ReadOnlyMemory<byte> Cut(ReadOnlyMemory<byte> frames, int skip, int keep)
    {
        var begin = Skip(frames.Span, 0, skip);
        return frames[begin..Skip(frames.Span, begin, keep)];
    }

    private static int Skip(ReadOnlySpan<byte> frames, int at, int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (at + HeaderLength > frames.Length || frames[at] != 0xFF || (frames[at + 1] & 0xF0) != 0xF0)
                throw new InvalidDataException($"No AAC frame begins at byte {at} of {frames.Length}.");
            at += ((frames[at + 3] & 0x03) << 11) | (frames[at + 4] << 3) | (frames[at + 5] >> 5);
        }

        return at <= frames.Length ? at : throw new InvalidDataException($"The last AAC frame is cut off: {at} of {frames.Length} bytes.");
    }
}
