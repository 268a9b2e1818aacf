using System.Buffers.Binary;
using System.Text;

namespace Broadcast.Ingest.Channels.Slate;

/// <summary>The boxes of one fragmented MP4 file with one fragment (ISO/IEC 14496-12), as far as the slate needs them.</summary>
internal sealed class SlateFile
{
    private readonly ReadOnlyMemory<byte> _moof;
    private readonly ReadOnlyMemory<byte> _moov;
    private readonly ReadOnlyMemory<byte> _fromMoof;

    public SlateFile(ReadOnlyMemory<byte> file)
    {
        _moov = Child(file, "moov");
        _moof = Child(file, "moof");
        var moofStart = Offset(file, "moof");
        Init = file[..moofStart];
        _fromMoof = file[moofStart..];
    }

    /// <summary>ftyp and moov.</summary>
    public ReadOnlyMemory<byte> Init { get; }

    /// <param name="handler"><c>vide</c> or <c>soun</c>.</param>
    public SlateTrack Track(string handler)
    {
        foreach (var trak in Children(_moov, "trak"))
        {
            var mdia = Child(trak, "mdia");
            if (Encoding.ASCII.GetString(Child(mdia, "hdlr").Span.Slice(8, 4)) != handler)
                continue;

            var id = Number(Child(trak, "tkhd"), 12);
            return new SlateTrack(id, Number(Child(mdia, "mdhd"), 12), trak, Samples(id));
        }

        throw new InvalidDataException($"The slate has no track of kind {handler}.");
    }

    /// <summary>The avc1 sample entry's body.</summary>
    public static ReadOnlyMemory<byte> VideoEntry(SlateTrack track) =>
        Child(Child(Child(Child(Child(track.Box, "mdia"), "minf"), "stbl"), "stsd")[8..], "avc1");

    /// <summary>The AVCDecoderConfigurationRecord.</summary>
    public static ReadOnlyMemory<byte> VideoConfiguration(SlateTrack track) => Child(VideoEntry(track)[78..], "avcC");

    private List<ReadOnlyMemory<byte>> Samples(uint track)
    {
        var traf = Children(_moof, "traf").First(box => Number(Child(box, "tfhd"), 4) == track);
        var tfhd = Child(traf, "tfhd");
        var defaultSize = DefaultSize(tfhd);
        List<ReadOnlyMemory<byte>> samples = [];
        foreach (var trun in Children(traf, "trun"))
        {
            var flags = Number(trun, 0) & 0xffffff;
            if ((flags & 0x1) == 0)
                throw new InvalidDataException("The slate has a trun box without a data offset.");

            var at = 12 + ((flags & 0x4) != 0 ? 4 : 0);
            var data = (int)Number(trun, 8);
            for (var left = Number(trun, 4); left > 0; left--)
            {
                at += (flags & 0x100) != 0 ? 4 : 0;
                var size = (flags & 0x200) != 0 ? (int)Number(trun, at) : defaultSize;
                at += ((flags & 0x200) != 0 ? 4 : 0) + ((flags & 0x400) != 0 ? 4 : 0) + ((flags & 0x800) != 0 ? 4 : 0);
                samples.Add(_fromMoof.Slice(data, size));
                data += size;
            }
        }

        return samples;
    }

    private static int DefaultSize(ReadOnlyMemory<byte> tfhd)
    {
        var flags = Number(tfhd, 0) & 0xffffff;
        var at = 8 + ((flags & 0x1) != 0 ? 8 : 0) + ((flags & 0x2) != 0 ? 4 : 0) + ((flags & 0x8) != 0 ? 4 : 0);
        return (flags & 0x10) != 0 ? (int)Number(tfhd, at) : 0;
    }

    private static uint Number(ReadOnlyMemory<byte> box, int at) => BinaryPrimitives.ReadUInt32BigEndian(box.Span[at..]);

    private static ReadOnlyMemory<byte> Child(ReadOnlyMemory<byte> parent, string type) =>
        Children(parent, type) is [var first, ..] ? first : throw new InvalidDataException($"The slate has no box {type}.");

    private static int Offset(ReadOnlyMemory<byte> parent, string type)
    {
        for (var at = 0; at + 8 <= parent.Length; at += Size(parent, at))
            if (Type(parent, at) == type)
                return at;
        throw new InvalidDataException($"The slate has no box {type}.");
    }

    private static List<ReadOnlyMemory<byte>> Children(ReadOnlyMemory<byte> parent, string type)
    {
        List<ReadOnlyMemory<byte>> found = [];
        for (var at = 0; at + 8 <= parent.Length; at += Size(parent, at))
            if (Type(parent, at) == type)
                found.Add(parent.Slice(at + 8, Size(parent, at) - 8));
        return found;
    }

    private static int Size(ReadOnlyMemory<byte> parent, int at)
    {
        var size = BinaryPrimitives.ReadUInt32BigEndian(parent.Span[at..]);
        return size >= 8 && size <= parent.Length - at ? (int)size : throw new InvalidDataException("The slate has a box of a wrong size.");
    }

    private static string Type(ReadOnlyMemory<byte> parent, int at) => Encoding.ASCII.GetString(parent.Span.Slice(at + 4, 4));
}

/// <summary>One track of the slate.</summary>
/// <param name="Id">Track id.</param>
/// <param name="Timescale">Ticks a second.</param>
/// <param name="Box">Body of its trak box.</param>
/// <param name="Samples">In decoding order.</param>
internal sealed record SlateTrack(uint Id, uint Timescale, ReadOnlyMemory<byte> Box, IReadOnlyList<ReadOnlyMemory<byte>> Samples);
