namespace Broadcast.Ingest.Rtmp.Chunks;

/// <summary>What the reader remembers of a chunk stream: the last header, and the message that is being put together.</summary>
internal sealed class ChunkStream
{
    public MessageType Type { get; set; }

    public uint StreamId { get; set; }

    public int Length { get; set; }

    /// <summary>Of the last message that began, modulo 2^32.</summary>
    public uint Timestamp { get; set; }

    /// <summary>What a header without a time adds.</summary>
    public uint Delta { get; set; }

    /// <summary>True when the last header with a time carried it in four bytes more.</summary>
    public bool Extended { get; set; }

    /// <summary>Those four bytes as they were sent: a time or a delta.</summary>
    public uint ExtendedValue { get; set; }

    /// <summary>Null between messages.</summary>
    public byte[]? Payload { get; set; }

    public int Filled { get; set; }
}
