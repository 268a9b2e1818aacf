using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Broadcast.Chat.Rooms.Transport;

/// <summary>
/// Reads a client's WebSocket frames (RFC 6455 §5.2) in whatever pieces they come: takes the payload of messages out of the bytes in place, and
/// hands over control frames. Holds no more than a header and one control frame.
/// </summary>
internal sealed class FrameDecoder(Action<WebSocketOpcode, ReadOnlyMemory<byte>> control)
{
    private const int LongestHeader = 14;
    private const int LongestControl = 125;

    private Header _header;
    private int _headed;
    private WebSocketOpcode _opcode;
    private long _left;
    private uint _mask;
    private int _turned;
    private byte[]? _control;
    private int _controlled;
    private bool _within;
    private bool _fragmented;

    /// <summary>Moves the payload of messages in <paramref name="bytes"/> to their front, unmasked, and returns its length.</summary>
    /// <exception cref="InvalidDataException">A frame that no client may send.</exception>
    public int Decode(Span<byte> bytes)
    {
        var (read, written) = (0, 0);
        while (true)
        {
            if (!_within)
            {
                while (read < bytes.Length && !_within)
                    Head(bytes[read++]);
                if (!_within)
                    return written;
            }

            var here = (int)Math.Min(_left, bytes.Length - read);
            var payload = bytes.Slice(read, here);
            Unmask(payload);
            if (_opcode >= WebSocketOpcode.Close)
            {
                payload.CopyTo(_control.AsSpan(_controlled));
                _controlled += here;
            }
            else
            {
                payload.CopyTo(bytes[written..]);
                written += here;
            }

            read += here;
            _left -= here;
            if (_left > 0)
                return written;

            _within = false;
            if (_opcode >= WebSocketOpcode.Close)
                control(_opcode, _control.AsMemory(0, _controlled));
        }
    }

    /// <summary>Takes one byte of a header, and begins the frame when it was the last.</summary>
    private void Head(byte next)
    {
        _header[_headed++] = next;
        if (_headed < 2)
            return;
        if ((_header[1] & 0x80) == 0)
            throw new InvalidDataException("A client's frame is not masked.");

        var length = _header[1] & 0x7F;
        var lengthBytes = length switch { 126 => 2, 127 => 8, _ => 0 };
        if (_headed < 2 + lengthBytes + 4)
            return;

        Span<byte> header = _header;
        _left = lengthBytes switch
        {
            2 => BinaryPrimitives.ReadUInt16BigEndian(header[2..]),
            8 => BinaryPrimitives.ReadInt64BigEndian(header[2..]),
            _ => length,
        };
        _mask = BinaryPrimitives.ReadUInt32LittleEndian(header[(2 + lengthBytes)..]);
        Begin(header[0]);
        (_headed, _turned, _within) = (0, 0, true);
    }

    private void Begin(byte first)
    {
        _opcode = (WebSocketOpcode)(first & 0x0F);
        var final = (first & 0x80) != 0;
        if ((first & 0x70) != 0 || _left < 0)
            throw new InvalidDataException("A frame has bits that nothing was agreed about.");

        switch (_opcode)
        {
            case WebSocketOpcode.Text or WebSocketOpcode.Binary when !_fragmented:
            case WebSocketOpcode.Continuation when _fragmented:
                _fragmented = !final;
                break;
            case WebSocketOpcode.Close or WebSocketOpcode.Ping or WebSocketOpcode.Pong when final && _left <= LongestControl:
                _control ??= new byte[LongestControl];
                _controlled = 0;
                break;
            default:
                throw new InvalidDataException("A frame does not belong here.");
        }
    }

    private void Unmask(Span<byte> payload)
    {
        // The mask as it stands at this byte of the payload, eight bytes at a time.
        var mask = uint.RotateRight(_mask, 8 * _turned);
        var wide = mask | ((ulong)mask << 32);
        var i = 0;
        for (; i + 8 <= payload.Length; i += 8)
        {
            var eight = payload.Slice(i, 8);
            BinaryPrimitives.WriteUInt64LittleEndian(eight, BinaryPrimitives.ReadUInt64LittleEndian(eight) ^ wide);
        }

        for (; i < payload.Length; i++)
            payload[i] ^= (byte)(mask >> (8 * (i & 3)));
        _turned = (_turned + payload.Length) & 3;
    }

    [InlineArray(LongestHeader)]
    private struct Header
    {
        private byte _first;
    }
}

/// <summary>What a frame is (RFC 6455 §11.8).</summary>
internal enum WebSocketOpcode
{
    Continuation = 0,
    Text = 1,
    Binary = 2,
    Close = 8,
    Ping = 9,
    Pong = 10,
}
