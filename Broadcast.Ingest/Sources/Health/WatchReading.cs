namespace Broadcast.Ingest.Sources.Health;

/// <summary>The last measured picture and sound of a stage's source. Unknown values are null: a wrong value is worse than none.</summary>
internal sealed record WatchReading
{
    public static WatchReading Unknown { get; } = new();

    /// <summary>Share of the picture that is black, 0-1.</summary>
    public double? Blackness { get; init; }

    /// <summary>Seconds for which the picture has stood still.</summary>
    public double? Still { get; init; }

    /// <summary>RMS level of the last second's sound in dBFS.</summary>
    public double? Level { get; init; }

    /// <summary>The loudest sample of the last second in dBFS.</summary>
    public double? Peak { get; init; }
}
