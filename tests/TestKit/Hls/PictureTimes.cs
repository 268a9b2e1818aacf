using System.Buffers.Binary;

namespace TestKit.Hls;

/// <summary>Reads the decode times of pictures from fragmented MP4 (ISO/IEC 14496-12), independently of the code under test.</summary>
public sealed class PictureTimes
{
    private readonly uint _track;
    private readonly uint _defaultDuration;

    /// <param name="init">ftyp+moov with a video track.</param>
    public PictureTimes(ReadOnlyMemory<byte> init)
    {
        var moov = Boxes(init).First(box => box.Type == "moov").Body;
        foreach (var (type, trak) in Boxes(moov))
        {
            if (type != "trak" || Text(Path(trak, "mdia", "hdlr"), 8) != "vide")
                continue;

            var tkhd = Path(trak, "tkhd");
            _track = Number(tkhd, tkhd.Span[0] == 1 ? 20 : 12);
            var mdhd = Path(trak, "mdia", "mdhd");
            Timescale = Number(mdhd, mdhd.Span[0] == 1 ? 20 : 12);
        }

        foreach (var (type, trex) in Boxes(Path(moov, "mvex")))
            if (type == "trex" && Number(trex, 4) == _track)
                _defaultDuration = Number(trex, 12);
    }

    /// <summary>Ticks a second.</summary>
    public uint Timescale { get; }

    /// <summary>Decode time of the first picture and end of the last one, in ticks; null without pictures.</summary>
    /// <exception cref="FormatException">A picture does not begin where the one before it ends.</exception>
    public (long Begin, long End)? Of(ReadOnlyMemory<byte> media)
    {
        (long Begin, long End)? all = null;
        foreach (var (_, traf) in Boxes(media).Where(box => box.Type == "moof").SelectMany(box => Boxes(box.Body)).Where(box => box.Type == "traf"))
        {
            var tfhd = Path(traf, "tfhd");
            if (Number(tfhd, 4) != _track)
                continue;

            var flags = Number(tfhd, 0) & 0xffffff;
            var at = 8 + ((flags & 1) != 0 ? 8 : 0) + ((flags & 2) != 0 ? 4 : 0);
            var duration = (flags & 8) != 0 ? Number(tfhd, at) : _defaultDuration;
            var tfdt = Path(traf, "tfdt");
            var begin = tfdt.Span[0] == 1 ? BinaryPrimitives.ReadInt64BigEndian(tfdt.Span[4..]) : Number(tfdt, 4);
            if (all is { } before && begin != before.End)
                throw new FormatException($"A picture is decoded at {begin} and the one before it ends at {before.End}.");

            var end = begin + Boxes(traf).Where(box => box.Type == "trun").Sum(box => Duration(box.Body, duration));
            all = (all?.Begin ?? begin, end);
        }

        return all;
    }

    private static long Duration(ReadOnlyMemory<byte> trun, uint standard)
    {
        var flags = Number(trun, 0) & 0xffffff;
        var count = Number(trun, 4);
        if ((flags & 0x100) == 0)
            return (long)count * standard;

        var at = 8 + ((flags & 1) != 0 ? 4 : 0) + ((flags & 4) != 0 ? 4 : 0);
        var entry = 4 * System.Numerics.BitOperations.PopCount(flags & 0xf00);
        var sum = 0L;
        for (var i = 0; i < count; i++)
            sum += Number(trun, at + (i * entry));
        return sum;
    }

    private static IEnumerable<(string Type, ReadOnlyMemory<byte> Body)> Boxes(ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length >= 8)
        {
            var size = (int)Number(bytes, 0);
            if (size < 8 || size > bytes.Length)
                throw new FormatException("A box is longer than what holds it.");
            yield return (Text(bytes, 4), bytes[8..size]);
            bytes = bytes[size..];
        }
    }

    private static ReadOnlyMemory<byte> Path(ReadOnlyMemory<byte> body, params string[] types) =>
        types.Aggregate(body, static (inside, type) => Boxes(inside).First(box => box.Type == type).Body);

    private static uint Number(ReadOnlyMemory<byte> bytes, int at) => BinaryPrimitives.ReadUInt32BigEndian(bytes.Span[at..]);

    private static string Text(ReadOnlyMemory<byte> bytes, int at) => System.Text.Encoding.ASCII.GetString(bytes.Span.Slice(at, 4));
}
