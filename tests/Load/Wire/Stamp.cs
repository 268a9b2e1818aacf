namespace Load.Wire;

/// <summary>
/// What a message carries so that whoever reads it knows which one it is and when it was to be sent: <c>~</c>, number, time in ticks of
/// the monotonic clock, <c>~</c>. In letters: digits might be taken for a telephone number by the rooms' moderation.
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

    /// <summary>The next stamp at or behind <paramref name="at"/>, which moves behind it; false when there is none.</summary>
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
