namespace Broadcast.Ingest.Packaging.Flv;

/// <summary>One fragment as FLV tags: encoded once, sent to everyone.</summary>
internal sealed class FlvBatch
{
    /// <summary>Counted from 0 for each feed.</summary>
    public required long Number { get; init; }

    /// <summary>What a decoder must have been given before.</summary>
    public required FlvSetup Setup { get; init; }

    /// <summary>A client can begin here.</summary>
    public required bool Independent { get; init; }

    /// <summary>Of the first picture on the channel's time line, in milliseconds; does not wrap.</summary>
    public required long Time { get; init; }

    /// <summary>In the order of their times; bodies are slices of <see cref="Bytes"/>.</summary>
    public required IReadOnlyList<FlvTag> Tags { get; init; }

    /// <summary>The tags as they stand in a file.</summary>
    public required ReadOnlyMemory<byte> Bytes { get; init; }
}
