namespace Broadcast.Ingest.Media.Flv;

/// <summary>One fragment as FLV tags: encoded once, sent to everyone.</summary>
internal sealed class FlvBatch
{
    /// <summary>Counted from 0 for each feed.</summary>
    public required long Number { get; init; }

    /// <summary>The headers that a decoder must get first.</summary>
    public required FlvSetup Setup { get; init; }

    /// <summary>True when a client can begin here.</summary>
    public required bool Independent { get; init; }

    /// <summary>Time of the first picture on the feed's timeline, in milliseconds; does not wrap.</summary>
    public required long Time { get; init; }

    /// <summary>In the order of their times; bodies are slices of <see cref="Bytes"/>.</summary>
    public required IReadOnlyList<FlvTag> Tags { get; init; }

    /// <summary>The tags as in an FLV file, with headers and back pointers.</summary>
    public required ReadOnlyMemory<byte> Bytes { get; init; }
}
