namespace TestKit.Soak;

/// <summary>The result of a soak test.</summary>
public sealed record SoakReport
{
    /// <summary>Before the run, after the warm-up, with all encoders running.</summary>
    public required SoakSample Before { get; init; }

    /// <summary>During the run.</summary>
    public required IReadOnlyList<SoakSample> Samples { get; init; }

    /// <summary>After the run, when all stages are live again.</summary>
    public required SoakSample After { get; init; }

    /// <summary>How often a child process was killed, frozen or starved.</summary>
    public required int Harm { get; init; }

    /// <summary>What the linters found.</summary>
    public required IReadOnlyList<string> Faults { get; init; }

    /// <summary>Playlists that were linted.</summary>
    public required int Reloads { get; init; }

    /// <summary><see cref="Hls.PlaylistWatch.Latencies"/> of all channels, in milliseconds, ascending.</summary>
    public required IReadOnlyList<double> Latencies { get; init; }

    /// <param name="share">0 to 1.</param>
    public double Quantile(double share) => Latencies.Count == 0 ? double.NaN : Latencies[(int)((Latencies.Count - 1) * share)];
}
