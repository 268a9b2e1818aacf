using System.Buffers;
using System.Buffers.Binary;
using Broadcast.Ingest.Rtmp.Chunks;

namespace Broadcast.Ingest.Simulcast;

/// <summary>
/// Writes media messages as chunks (RTMP 1.0, 5.3): with full headers, which every server reads alike, and extended times repeated in each
/// chunk.
/// </summary>
internal static class MediaChunks
{
    /// <summary>Bytes of payload in a chunk: what OBS sends, and so what platforms are used to.</summary>
    public const int ChunkSize = 4096;

    private const uint ExtendedMark = 0xFFFFFF;

    /// <param name="output">Where the chunks go.</param>
    /// <param name="chunkStream">Chunk stream id, 3–63.</param>
    /// <param name="type">Audio, video or data.</param>
    /// <param name="messageStream">Message stream id, as <c>createStream</c> returned it.</param>
    /// <param name="timestamp">Milliseconds modulo 2^32.</param>
    /// <param name="payload">The FLV tag's body.</param>
    public static void Write(IBufferWriter<byte> output, int chunkStream, MessageType type, uint messageStream, uint timestamp, ReadOnlySpan<byte> payload)
    {
        var extended = timestamp >= ExtendedMark;
        var head = output.GetSpan(16);
        head[0] = (byte)chunkStream;
        BinaryPrimitives.WriteUInt32BigEndian(head[1..], Math.Min(timestamp, ExtendedMark) << 8);
        BinaryPrimitives.WriteUInt32BigEndian(head[4..], (uint)payload.Length << 8);
        head[7] = (byte)type;
        BinaryPrimitives.WriteUInt32LittleEndian(head[8..], messageStream);
        if (extended)
            BinaryPrimitives.WriteUInt32BigEndian(head[12..], timestamp);
        output.Advance(extended ? 16 : 12);

        while (payload.Length > ChunkSize)
        {
            output.Write(payload[..ChunkSize]);
            payload = payload[ChunkSize..];
            var next = output.GetSpan(5);
            next[0] = (byte)(0xC0 | chunkStream);
            if (extended)
                BinaryPrimitives.WriteUInt32BigEndian(next[1..], timestamp);
            output.Advance(extended ? 5 : 1);
        }

        output.Write(payload);
    }
}
