using System.Diagnostics.Metrics;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Ingest.Sources;
using Broadcast.Ingest.Sources.Order;

namespace Broadcast.Ingest.Inputs;

/// <summary>The inputs' instruments on the meter of Ingest.</summary>
internal sealed class InputMetrics
{
    private readonly Counter<long> _starts;
    private readonly Counter<long> _failures;
    private readonly Meter _meter;

    public InputMetrics(IMeterFactory meters)
    {
        _meter = meters.Create("LiveFestival.Ingest");
        _starts = _meter.CreateCounter<long>("livefestival.ingest.inputs.starts", description: "FFmpeg processes started to fetch an input.");
        _failures = _meter.CreateCounter<long>("livefestival.ingest.inputs.failures", description: "Fetching FFmpeg processes that ended while their input was still wanted.");
    }

    public void Started(StageId stage, StageInput input) => _starts.Add(1, Of(stage, input));

    public void Failed(StageId stage, StageInput input) => _failures.Add(1, Of(stage, input));

    /// <summary>Registers the counter that is read at each collection. Called once, by the loop that fetches.</summary>
    public void Observe(Func<IEnumerable<StageSource>> stages) =>
        _meter.CreateObservableCounter(
            "livefestival.ingest.inputs.standby_dropped",
            () => stages().SelectMany(stage => stage.Order.All.Select(input => new Measurement<long>(input.StandbyDropped, Of(stage.Id, input)))),
            description: "Messages dropped because their input stood by.");

    private static ReadOnlySpan<KeyValuePair<string, object?>> Of(StageId stage, StageInput input) =>
        new KeyValuePair<string, object?>[] { new("stage", stage.Value), new("input", input.Number) };
}
