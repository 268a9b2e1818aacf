using System.Globalization;
using System.Numerics;
using System.Text;

namespace Broadcast.Ingest.Recording;

/// <summary>
/// One line of a volume's index: words, and at the end their CRC-32C, by which a line that was torn by a crash or a full disk is
/// recognised. <c>i</c> describes an initialisation segment, <c>s</c> a segment.
/// </summary>
internal static class IndexLine
{
    /// <summary>Bytes of the longest line.</summary>
    public const int Longest = 512;

    public static byte[] Of(RecordedInit init) =>
        Seal(string.Create(CultureInfo.InvariantCulture, $"i {init.Name} {(init.Codecs.Length == 0 ? "-" : init.Codecs)} {init.Width} {init.Height} {init.FrameRate}"));

    public static byte[] Of(RecordedSegment segment) =>
        Seal(string.Create(CultureInfo.InvariantCulture,
            $"s {segment.Number} {segment.Start.UtcTicks} {segment.Duration.Ticks} {segment.Discontinuities} {(segment.Discontinuity ? 'd' : '-')}{(segment.Slate ? 's' : '-')} {segment.Init} {segment.Offset} {segment.Length}"));

    /// <summary>A <see cref="RecordedInit"/> or a <see cref="RecordedSegment"/>; null for a line that is torn or unknown.</summary>
    /// <param name="line">Without its line feed.</param>
    /// <param name="epoch">The life of the channel that the volume belongs to.</param>
    public static object? Read(ReadOnlySpan<byte> line, string epoch)
    {
        if (line.Length is < 10 or > Longest || line[^9] != (byte)' '
            || !uint.TryParse(line[^8..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var crc) || crc != Crc(line[..^9]))
            return null;

        var words = Encoding.UTF8.GetString(line[..^9]).Split(' ');
        return words switch
        {
            ["i", var name, var codecs, var width, var height, var rate] =>
                new RecordedInit(name, codecs == "-" ? "" : codecs, (int)Number(width), (int)Number(height), double.Parse(rate, CultureInfo.InvariantCulture)),
            ["s", var number, var start, var duration, var discontinuities, var flags, var init, var offset, var length] =>
                new RecordedSegment(
                    epoch, Number(number), new DateTimeOffset(Number(start), TimeSpan.Zero), new TimeSpan(Number(duration)), Number(discontinuities),
                    flags.Contains('d', StringComparison.Ordinal), flags.Contains('s', StringComparison.Ordinal), init, Number(offset), Number(length)),
            _ => null,
        };
    }

    private static long Number(string word) => long.Parse(word, NumberStyles.None, CultureInfo.InvariantCulture);

    private static byte[] Seal(string words)
    {
        var bytes = Encoding.UTF8.GetBytes(words);
        return [.. bytes, .. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $" {Crc(bytes):x8}\n"))];
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
            crc = BitOperations.Crc32C(crc, value);
        return ~crc;
    }
}
