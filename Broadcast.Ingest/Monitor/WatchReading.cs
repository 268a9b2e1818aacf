namespace Broadcast.Ingest.Monitor;

/// <summary>What was last seen and heard of a stage's source. What is not known is null: no value is worse than a wrong one.</summary>
internal sealed record WatchReading
{
    public static WatchReading Unknown { get; } = new();

    /// <summary>Which part of the picture is black, 0-1.</summary>
    public double? Blackness { get; init; }

    /// <summary>Seconds for which the picture has stood still.</summary>
    public double? Still { get; init; }

    /// <summary>Level of the last second, dBFS by square mean.</summary>
    public double? Level { get; init; }

    /// <summary>The loudest sample of the last second, dBFS.</summary>
    public double? Peak { get; init; }
}
