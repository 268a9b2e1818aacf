using Broadcast.Chat.Contracts.State;

namespace Broadcast.Ingest.Sources.Health.Rules;

/// <summary>
/// When a measure is an alarm: beyond <see cref="Raise"/> for <see cref="RaiseAfter"/>, until it is back at <see cref="Clear"/> for
/// <see cref="ClearAfter"/>.
/// </summary>
internal sealed record AlarmRule
{
    public required string Code { get; init; }

    public required AlarmSeverity Severity { get; init; }

    /// <summary>One English sentence.</summary>
    public required string Text { get; init; }

    /// <summary>Returns null when there is nothing to measure, which counts as good.</summary>
    public required Func<StageReading, double?> Measure { get; init; }

    /// <summary>True when small values are the bad ones.</summary>
    public bool Below { get; init; }

    public required double Raise { get; init; }

    /// <summary>Between the two thresholds an alarm stays as it is.</summary>
    public required double Clear { get; init; }

    public required TimeSpan RaiseAfter { get; init; }

    public required TimeSpan ClearAfter { get; init; }

    public bool IsBad(double value) => Below ? value < Raise : value > Raise;

    public bool IsGood(double value) => Below ? value >= Clear : value <= Clear;
}
