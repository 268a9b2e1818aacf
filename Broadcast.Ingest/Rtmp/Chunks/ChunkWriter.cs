using System.Buffers;
using System.Buffers.Binary;

namespace Broadcast.Ingest.Rtmp.Chunks;

/// <summary>Writes our own messages, all with timestamp 0 and full headers: they are few and small.</summary>
internal sealed class ChunkWriter(IBufferWriter<byte> output)
{
    /// <summary>Chunk stream of protocol control messages (RTMP 1.0, 5.4).</summary>
    public const int ControlId = 2;

    /// <summary>Chunk stream of commands on the connection.</summary>
    public const int CommandId = 3;

    /// <summary>Chunk stream of commands on a message stream.</summary>
    public const int StatusId = 5;

    private int _chunkSize = 128;

    /// <summary>Announces the chunk size (in bytes) to the peer and uses it from then on.</summary>
    public void SetChunkSize(int size)
    {
        WriteNumber(MessageType.SetChunkSize, (uint)size);
        _chunkSize = size;
    }

    /// <summary>Writes a control message of one number, such as an acknowledgement or a window size.</summary>
    public void WriteNumber(MessageType type, uint value)
    {
        Span<byte> payload = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(payload, value);
        Write(ControlId, type, 0, payload);
    }

    public void WritePeerBandwidth(uint window)
    {
        const byte dynamic = 2;
        Span<byte> payload = [0, 0, 0, 0, dynamic];
        BinaryPrimitives.WriteUInt32BigEndian(payload, window);
        Write(ControlId, MessageType.PeerBandwidth, 0, payload);
    }

    public void WriteUserControl(UserControl kind, uint value)
    {
        Span<byte> payload = stackalloc byte[6];
        BinaryPrimitives.WriteUInt16BigEndian(payload, (ushort)kind);
        BinaryPrimitives.WriteUInt32BigEndian(payload[2..], value);
        Write(ControlId, MessageType.UserControl, 0, payload);
    }

    public void Write(int chunkStream, MessageType type, uint messageStream, ReadOnlySpan<byte> payload)
    {
        var header = output.GetSpan(12)[..12];
        header[0] = (byte)chunkStream;
        header[1] = header[2] = header[3] = 0;
        header[4] = (byte)(payload.Length >> 16);
        header[5] = (byte)(payload.Length >> 8);
        header[6] = (byte)payload.Length;
        header[7] = (byte)type;
        BinaryPrimitives.WriteUInt32LittleEndian(header[8..], messageStream);
        output.Advance(12);

        while (payload.Length > _chunkSize)
        {
            output.Write(payload[.._chunkSize]);
            output.Write([(byte)(0xC0 | chunkStream)]);
            payload = payload[_chunkSize..];
        }

        output.Write(payload);
    }
}
