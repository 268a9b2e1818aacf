using System.Buffers.Binary;
using System.Text;

namespace Broadcast.Ingest.Tests.Channels;

/// <summary>An initialisation segment with an H.264 and an AAC track, and only the boxes that the host reads.</summary>
internal static class TestInit
{
    public const uint VideoTrack = 1;
    public const uint AudioTrack = 2;

    /// <summary>Ticks a second of the video track: 16 a millisecond, as FFmpeg chooses for FLV input.</summary>
    public const uint Timescale = 16000;

    /// <param name="name">Segments with different names have different bytes.</param>
    public static byte[] Of(string name) =>
    [
        .. Box("ftyp", "iso5"u8.ToArray()),
        .. Box("moov",
            Track(VideoTrack, Timescale, "vide", Box("avc1", new byte[24], Short(640), Short(360), new byte[50], Box("avcC", [1, 0x64, 0x00, 0x28]))),
            Track(AudioTrack, 48000, "soun", Box("mp4a", new byte[28], Box("esds", new byte[4], Descriptor(3, [0, 0, 0, .. Descriptor(4, [0x40, .. new byte[12], .. Descriptor(5, [0x11, 0x90])])])))),
            Box("mvex", Box("trex", Number(0), Number(VideoTrack), new byte[16]), Box("trex", Number(0), Number(AudioTrack), new byte[16]))),
        .. Box("free", Encoding.ASCII.GetBytes(name)),
    ];

    private static byte[] Track(uint id, uint timescale, string handler, byte[] entry) =>
        Box("trak",
            Box("tkhd", Number(0), new byte[8], Number(id)),
            Box("mdia",
                Box("mdhd", Number(0), new byte[8], Number(timescale)),
                Box("hdlr", new byte[8], Encoding.ASCII.GetBytes(handler)),
                Box("minf", Box("stbl", Box("stsd", Number(0), Number(1), entry)))));

    private static byte[] Box(string type, params byte[][] content) =>
        [.. Number((uint)(8 + content.Sum(part => part.Length))), .. Encoding.ASCII.GetBytes(type), .. content.SelectMany(part => part)];

    private static byte[] Descriptor(byte tag, byte[] content) => [tag, (byte)content.Length, .. content];

    private static byte[] Number(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Short(ushort value) => [(byte)(value >> 8), (byte)value];
}
