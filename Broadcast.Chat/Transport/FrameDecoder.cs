using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Broadcast.Chat.Transport;

/// <summary>
/// Decodes a client's WebSocket frames (RFC 6455 §5.2), however they are split: extracts message payload in place and passes control
/// frames to <paramref name="control"/>. Holds no more than one header and one control frame. Not thread-safe.
/// </summary>
internal sealed class FrameDecoder(Action<WebSocketOpcode, ReadOnlyMemory<byte>> control)
{
    private const int LongestHeader = 14;
    private const int LongestControl = 125;

    private Header _header;
    private int _headerLength;
    private WebSocketOpcode _opcode;
    private long _payloadLeft;
    private uint _mask;
    private int _maskShift;
    private byte[]? _control;
    private int _controlLength;
    private bool _inPayload;
    private bool _fragmented;

    /// <summary>Moves the payload of messages in <paramref name="bytes"/> to their front, unmasked, and returns its length.</summary>
    /// <exception cref="InvalidDataException">The frame breaks the protocol.</exception>
    public int Decode(Span<byte> bytes)
    {
        var (read, written) = (0, 0);
        while (true)
        {
            if (!_inPayload)
            {
                while (read < bytes.Length && !_inPayload)
                    ReadHeaderByte(bytes[read++]);
                if (!_inPayload)
                    return written;
            }

            var here = (int)Math.Min(_payloadLeft, bytes.Length - read);
            var payload = bytes.Slice(read, here);
            Unmask(payload);
            if (_opcode >= WebSocketOpcode.Close)
            {
                payload.CopyTo(_control.AsSpan(_controlLength));
                _controlLength += here;
            }
            else
            {
                payload.CopyTo(bytes[written..]);
                written += here;
            }

            read += here;
            _payloadLeft -= here;
            if (_payloadLeft > 0)
                return written;

            _inPayload = false;
            if (_opcode >= WebSocketOpcode.Close)
                control(_opcode, _control.AsMemory(0, _controlLength));
        }
    }

    /// <summary>Reads one byte of a header; the last one begins the frame's payload.</summary>
    private void ReadHeaderByte(byte next)
    {
        _header[_headerLength++] = next;
        if (_headerLength < 2)
            return;
        if ((_header[1] & 0x80) == 0)
            throw new InvalidDataException("A client's frame must be masked (RFC 6455 §5.1).");

        var length = _header[1] & 0x7F;
        var lengthBytes = length switch { 126 => 2, 127 => 8, _ => 0 };
        if (_headerLength < 2 + lengthBytes + 4)
            return;

        Span<byte> header = _header;
        _payloadLeft = lengthBytes switch
        {
            2 => BinaryPrimitives.ReadUInt16BigEndian(header[2..]),
            8 => BinaryPrimitives.ReadInt64BigEndian(header[2..]),
            _ => length,
        };
        _mask = BinaryPrimitives.ReadUInt32LittleEndian(header[(2 + lengthBytes)..]);
        Begin(header[0]);
        (_headerLength, _maskShift, _inPayload) = (0, 0, true);
    }

    private void Begin(byte first)
    {
        _opcode = (WebSocketOpcode)(first & 0x0F);
        var final = (first & 0x80) != 0;
        if ((first & 0x70) != 0 || _payloadLeft < 0)
            throw new InvalidDataException("A frame has reserved bits set, or a length of more than 63 bits.");

        switch (_opcode)
        {
            case WebSocketOpcode.Text or WebSocketOpcode.Binary when !_fragmented:
            case WebSocketOpcode.Continuation when _fragmented:
                _fragmented = !final;
                break;
            case WebSocketOpcode.Close or WebSocketOpcode.Ping or WebSocketOpcode.Pong when final && _payloadLeft <= LongestControl:
                _control ??= new byte[LongestControl];
                _controlLength = 0;
                break;
            default:
                throw new InvalidDataException("A frame has an unknown opcode, is out of order, or is a fragmented or too long control frame.");
        }
    }

    private void Unmask(Span<byte> payload)
    {
        // Rotates the mask to this byte of the payload, then unmasks eight bytes at a time.
        var mask = uint.RotateRight(_mask, 8 * _maskShift);
        var wide = mask | ((ulong)mask << 32);
        var i = 0;
        for (; i + 8 <= payload.Length; i += 8)
        {
            var eight = payload.Slice(i, 8);
            BinaryPrimitives.WriteUInt64LittleEndian(eight, BinaryPrimitives.ReadUInt64LittleEndian(eight) ^ wide);
        }

        for (; i < payload.Length; i++)
            payload[i] ^= (byte)(mask >> (8 * (i & 3)));
        _maskShift = (_maskShift + payload.Length) & 3;
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
