using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Broadcast.Ingest.Packaging.Fmp4;

/// <summary>The head of a box (ISO/IEC 14496-12, 4.2).</summary>
/// <param name="Type">Four characters, big-endian.</param>
/// <param name="Size">Of the whole box, head included.</param>
/// <param name="HeaderSize">8, or 16 with a 64-bit size.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct BoxHeader(uint Type, long Size, int HeaderSize)
{
    /// <summary>What it takes to read any head.</summary>
    public const int MaxSize = 16;

    public long BodySize => Size - HeaderSize;

    /// <summary>False when <paramref name="bytes"/> ends before the head does.</summary>
    /// <exception cref="Fmp4Exception">No possible size.</exception>
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

        // Size 0, "up to the end of the file", has no place in a stream.
        if (size < headerSize)
            throw new Fmp4Exception($"A box '{BoxType.Name(type)}' of {size} bytes.");

        header = new BoxHeader(type, size, headerSize);
        return true;
    }
}
