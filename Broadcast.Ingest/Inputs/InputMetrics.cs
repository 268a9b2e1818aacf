using System.Diagnostics.Metrics;
using Broadcast.Chat.Contracts;
using Broadcast.Ingest.Inputs.Order;

namespace Broadcast.Ingest.Inputs;

/// <summary>The inputs' instruments on the meter of Ingest.</summary>
internal sealed class InputMetrics
{
    private readonly Counter<long> _starts;
    private readonly Counter<long> _failures;

    public InputMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("LiveFestival.Ingest");
        _starts = meter.CreateCounter<long>("livefestival.ingest.inputs.starts", description: "FFmpeg processes begun to fetch an input.");
        _failures = meter.CreateCounter<long>("livefestival.ingest.inputs.failures", description: "Those that ended while their input was wanted.");
    }

    public void Started(StageId stage, StageInput input) => _starts.Add(1, Of(stage, input));

    public void Failed(StageId stage, StageInput input) => _failures.Add(1, Of(stage, input));

    private static ReadOnlySpan<KeyValuePair<string, object?>> Of(StageId stage, StageInput input) =>
        new KeyValuePair<string, object?>[] { new("stage", stage.Value), new("input", input.Number) };
}
