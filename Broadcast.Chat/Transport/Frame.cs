using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Broadcast.Chat.Transport;

/// <summary>Builds a server's WebSocket frames (RFC 6455 §5.2): unfragmented and unmasked, so the same bytes serve every client.</summary>
internal static class Frame
{
    private const byte Final = 0x80;

    /// <summary>The last message that this thread framed, and its frame: a pump sends one message to thousands of connections.</summary>
    [ThreadStatic]
    private static (byte[] Array, int Offset, int Count, WebSocketOpcode Opcode, byte[] Frame) _last;

    /// <summary>Returns the frame of a message; consecutive calls with the same message share it. Its bytes must never change.</summary>
    public static byte[] Of(WebSocketOpcode opcode, ReadOnlyMemory<byte> message)
    {
        if (!MemoryMarshal.TryGetArray(message, out var bytes))
            return Of(opcode, message.Span);

        if (_last.Array != bytes.Array || _last.Offset != bytes.Offset || _last.Count != bytes.Count || _last.Opcode != opcode)
            _last = (bytes.Array!, bytes.Offset, bytes.Count, opcode, Of(opcode, message.Span));
        return _last.Frame;
    }

    public static byte[] Of(WebSocketOpcode opcode, ReadOnlySpan<byte> payload)
    {
        var head = payload.Length switch { < 126 => 2, <= ushort.MaxValue => 4, _ => 10 };
        var frame = GC.AllocateUninitializedArray<byte>(head + payload.Length);
        frame[0] = (byte)(Final | (int)opcode);
        frame[1] = (byte)(head switch { 2 => payload.Length, 4 => 126, _ => 127 });
        if (head == 4)
            BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(2), (ushort)payload.Length);
        else if (head == 10)
            BinaryPrimitives.WriteInt64BigEndian(frame.AsSpan(2), payload.Length);
        payload.CopyTo(frame.AsSpan(head));
        return frame;
    }
}
