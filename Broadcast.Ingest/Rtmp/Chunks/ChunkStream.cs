namespace Broadcast.Ingest.Rtmp.Chunks;

/// <summary>The reader's state of one chunk stream: its last header, and the message that is being put together.</summary>
internal sealed class ChunkStream
{
    public MessageType Type { get; set; }

    public uint StreamId { get; set; }

    public int Length { get; set; }

    /// <summary>Timestamp of the last message that began, in milliseconds modulo 2^32.</summary>
    public uint Timestamp { get; set; }

    /// <summary>Milliseconds that a header without a timestamp adds.</summary>
    public uint Delta { get; set; }

    /// <summary>True when the last header with a timestamp carried it in four extra bytes.</summary>
    public bool Extended { get; set; }

    /// <summary>The last timestamp field as it was sent: a timestamp or a delta.</summary>
    public uint ExtendedValue { get; set; }

    /// <summary>The message so far; null between messages.</summary>
    public byte[]? Payload { get; set; }

    public int Filled { get; set; }
}
