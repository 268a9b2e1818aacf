namespace Load.Wire;

/// <summary>
/// The mark in a message that tells its readers its number and when it was due: <c>~</c>, number, time in ticks of the monotonic clock,
/// <c>~</c>. Written in letters, because the rooms' moderation might mask digits as a telephone number.
/// </summary>
internal static class Stamp
{
    public const int Length = 26;
    private const int NumberLetters = 8;
    private const byte Mark = (byte)'~';

    public static void Write(Span<byte> into, int number, long ticks)
    {
        into[0] = Mark;
        Letters(into[1..(1 + NumberLetters)], number);
        Letters(into[(1 + NumberLetters)..(Length - 1)], ticks);
        into[Length - 1] = Mark;
    }

    /// <summary>Finds the next stamp from <paramref name="at"/> on, and moves that past it; false when there is none.</summary>
    public static bool TryFind(ReadOnlySpan<byte> text, ref int at, out int number, out long ticks)
    {
        (number, ticks) = (0, 0);
        var found = text[at..].IndexOf(Mark);
        if (found < 0 || text.Length - at - found < Length)
            return false;

        var stamp = text.Slice(at + found, Length);
        if (stamp[^1] != Mark)
            return false;

        number = (int)Value(stamp[1..(1 + NumberLetters)]);
        ticks = Value(stamp[(1 + NumberLetters)..(Length - 1)]);
        at += found + Length;
        return true;
    }

    private static void Letters(Span<byte> into, long value)
    {
        for (var i = into.Length - 1; i >= 0; i--, value >>= 4)
            into[i] = (byte)('a' + (value & 0xF));
    }

    private static long Value(ReadOnlySpan<byte> letters)
    {
        long value = 0;
        foreach (var letter in letters)
            value = (value << 4) | (uint)(letter - 'a');
        return value;
    }
}
