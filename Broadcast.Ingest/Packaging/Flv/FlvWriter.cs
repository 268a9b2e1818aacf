using System.Buffers.Binary;

namespace Broadcast.Ingest.Packaging.Flv;

/// <summary>Writes FLV (Adobe FLV 10.1, annex E). Its header says that there is audio and video, and the sources see to it that there is.</summary>
internal static class FlvWriter
{
    private const int TagHeaderSize = 11;
    private const int TrailerSize = 4;

    /// <summary>The file's header with both flags set, and the first (empty) back pointer.</summary>
    public static ReadOnlyMemory<byte> Header { get; } = new byte[] { (byte)'F', (byte)'L', (byte)'V', 1, 0x05, 0, 0, 0, 9, 0, 0, 0, 0 };

    public static int Size(in FlvTag tag) => TagHeaderSize + tag.Body.Length + TrailerSize;

    /// <summary>Writes the tag to the start of <paramref name="target"/>, which has room for <see cref="Size"/>.</summary>
    public static void Write(in FlvTag tag, Span<byte> target)
    {
        var length = tag.Body.Length;
        target[0] = (byte)tag.Kind;
        WriteUInt24(target[1..], (uint)length);
        WriteUInt24(target[4..], tag.Timestamp & 0xFFFFFF);
        target[7] = (byte)(tag.Timestamp >> 24);
        WriteUInt24(target[8..], 0);
        tag.Body.Span.CopyTo(target[TagHeaderSize..]);
        BinaryPrimitives.WriteUInt32BigEndian(target[(TagHeaderSize + length)..], (uint)(TagHeaderSize + length));
    }

    private static void WriteUInt24(Span<byte> target, uint value)
    {
        target[0] = (byte)(value >> 16);
        target[1] = (byte)(value >> 8);
        target[2] = (byte)value;
    }
}
