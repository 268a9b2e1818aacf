namespace TestKit.Soak;

/// <summary>What a soak has shown.</summary>
public sealed record SoakReport
{
    /// <summary>Before the run, settled, with all encoders on.</summary>
    public required SoakSample Before { get; init; }

    /// <summary>During the run.</summary>
    public required IReadOnlyList<SoakSample> Samples { get; init; }

    /// <summary>Settled again.</summary>
    public required SoakSample After { get; init; }

    /// <summary>Children that were harmed.</summary>
    public required int Harm { get; init; }

    /// <summary>What the linters found.</summary>
    public required IReadOnlyList<string> Faults { get; init; }

    /// <summary>Playlists that were linted.</summary>
    public required int Reloads { get; init; }

    /// <summary>From a part's last frame received to its playlist read, in milliseconds, ascending.</summary>
    public required IReadOnlyList<double> Latencies { get; init; }

    /// <summary>Of the latencies.</summary>
    public double Quantile(double share) => Latencies.Count == 0 ? double.NaN : Latencies[(int)((Latencies.Count - 1) * share)];
}
