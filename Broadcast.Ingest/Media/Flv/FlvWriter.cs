using System.Buffers.Binary;

namespace Broadcast.Ingest.Media.Flv;

/// <summary>Writes FLV (Adobe FLV 10.1, annex E). Its header announces audio and video, and the sources make sure of both.</summary>
internal static class FlvWriter
{
    /// <summary>Bytes before a tag's body.</summary>
    public const int TagHeaderSize = 11;

    /// <summary>Bytes after a tag's body: the back pointer.</summary>
    public const int TrailerSize = 4;

    /// <summary>The file's header with both flags set, and the first (empty) back pointer.</summary>
    public static ReadOnlyMemory<byte> Header { get; } = new byte[] { (byte)'F', (byte)'L', (byte)'V', 1, 0x05, 0, 0, 0, 9, 0, 0, 0, 0 };

    public static int Size(in FlvTag tag) => TagHeaderSize + tag.Body.Length + TrailerSize;

    /// <summary>Writes the tag to the start of <paramref name="target"/>, which has room for <see cref="Size"/>.</summary>
    public static void Write(in FlvTag tag, Span<byte> target)
    {
        tag.Body.Span.CopyTo(target[TagHeaderSize..]);
        Frame(tag.Kind, tag.Timestamp, tag.Body.Length, target);
    }

    /// <summary>
    /// Writes the tag header and the back pointer around a body of <paramref name="length"/> bytes, which begins at
    /// <see cref="TagHeaderSize"/> in <paramref name="target"/>.
    /// </summary>
    public static void Frame(MediaKind kind, uint timestamp, int length, Span<byte> target)
    {
        target[0] = (byte)kind;
        WriteUInt24(target[1..], (uint)length);
        WriteUInt24(target[4..], timestamp & 0xFFFFFF);
        target[7] = (byte)(timestamp >> 24);
        WriteUInt24(target[8..], 0);
        BinaryPrimitives.WriteUInt32BigEndian(target[(TagHeaderSize + length)..], (uint)(TagHeaderSize + length));
    }

    private static void WriteUInt24(Span<byte> target, uint value)
    {
        target[0] = (byte)(value >> 16);
        target[1] = (byte)(value >> 8);
        target[2] = (byte)value;
    }
}
