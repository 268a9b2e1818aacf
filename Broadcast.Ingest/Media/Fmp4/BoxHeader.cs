using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Broadcast.Ingest.Media.Fmp4;

/// <summary>The header of a box (ISO/IEC 14496-12, 4.2).</summary>
/// <param name="Type">Four characters, big-endian.</param>
/// <param name="Size">Bytes of the whole box, header included.</param>
/// <param name="HeaderSize">Bytes: 8, or 16 with a 64-bit size.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct BoxHeader(uint Type, long Size, int HeaderSize)
{
    /// <summary>Bytes of the longest header.</summary>
    public const int MaxSize = 16;

    public long BodySize => Size - HeaderSize;

    /// <summary>Reads a header; false when <paramref name="bytes"/> ends before the header does.</summary>
    /// <exception cref="Fmp4Exception">The size is impossible.</exception>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out BoxHeader header)
    {
        header = default;
        if (bytes.Length < 8)
            return false;

        var type = BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]);
        long size = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        var headerSize = 8;
        if (size == 1)
        {
            if (bytes.Length < 16)
                return false;
            size = BinaryPrimitives.ReadInt64BigEndian(bytes[8..]);
            headerSize = 16;
        }

        // Size 0 means "up to the end of the file", which a stream does not have.
        if (size < headerSize)
            throw new Fmp4Exception($"A box '{BoxType.Name(type)}' has an impossible size of {size} bytes.");

        header = new BoxHeader(type, size, headerSize);
        return true;
    }
}
