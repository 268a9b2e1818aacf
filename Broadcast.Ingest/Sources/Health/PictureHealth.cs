namespace Broadcast.Ingest.Sources.Health;

/// <summary>Measured picture and sound of a source; null when unknown.</summary>
internal sealed record PictureHealth
{
    /// <summary>Share of the picture that is black, 0-1.</summary>
    public required double? Blackness { get; init; }

    /// <summary>Seconds for which the picture has stood still.</summary>
    public required double? Still { get; init; }

    /// <summary>RMS level of the last second's sound in dBFS; -96 is digital silence.</summary>
    public required double? Level { get; init; }

    /// <summary>The loudest sample of the last second in dBFS.</summary>
    public required double? Peak { get; init; }

    public static PictureHealth Of(WatchReading reading) => new()
    {
        Blackness = Rounded(reading.Blackness, 3),
        Still = Rounded(reading.Still, 1),
        Level = Rounded(reading.Level, 1),
        Peak = Rounded(reading.Peak, 1),
    };

    private static double? Rounded(double? value, int digits) => value is { } known ? Math.Round(known, digits) : null;
}
