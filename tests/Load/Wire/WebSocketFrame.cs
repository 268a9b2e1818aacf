using System.Buffers.Binary;

namespace Load.Wire;

/// <summary>Frames of RFC 6455, read in place.</summary>
internal static class WebSocketFrame
{
    public const byte Continuation = 0;
    public const byte Text = 1;
    public const byte Close = 8;
    public const byte Ping = 9;
    public const byte Pong = 10;

    /// <summary>Header and mask of the longest frame that <see cref="Write"/> makes.</summary>
    public const int MostHeader = 14;

    /// <summary>Removes a frame from the front of <paramref name="bytes"/>; false, and nothing is removed, when it is incomplete.</summary>
    public static bool TryRead(ref ReadOnlySpan<byte> bytes, out byte opcode, out bool final, out ReadOnlySpan<byte> payload)
    {
        (opcode, final) = (0, false);
        payload = default;
        if (bytes.Length < 2)
            return false;

        long length = bytes[1] & 0x7F;
        var header = 2;
        if (length == 126)
        {
            if (bytes.Length < 4)
                return false;
            (length, header) = (BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]), 4);
        }
        else if (length == 127)
        {
            if (bytes.Length < 10)
                return false;
            (length, header) = (BinaryPrimitives.ReadInt64BigEndian(bytes[2..]), 10);
        }

        if (bytes.Length - header < length)
            return false;

        (opcode, final) = ((byte)(bytes[0] & 0xF), (bytes[0] & 0x80) != 0);
        payload = bytes.Slice(header, (int)length);
        bytes = bytes[(header + (int)length)..];
        return true;
    }

    /// <summary>Writes a client's frame and returns its length. The mask is all zeros, which leaves the payload as it is.</summary>
    public static int Write(Span<byte> into, byte opcode, ReadOnlySpan<byte> payload)
    {
        into[0] = (byte)(0x80 | opcode);
        int header;
        if (payload.Length < 126)
        {
            into[1] = (byte)(0x80 | payload.Length);
            header = 2;
        }
        else if (payload.Length <= ushort.MaxValue)
        {
            into[1] = 0x80 | 126;
            BinaryPrimitives.WriteUInt16BigEndian(into[2..], (ushort)payload.Length);
            header = 4;
        }
        else
        {
            into[1] = 0x80 | 127;
            BinaryPrimitives.WriteInt64BigEndian(into[2..], payload.Length);
            header = 10;
        }

        into.Slice(header, 4).Clear();
        payload.CopyTo(into[(header + 4)..]);
        return header + 4 + payload.Length;
    }
}
