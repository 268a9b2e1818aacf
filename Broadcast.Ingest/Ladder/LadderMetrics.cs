using System.Diagnostics.Metrics;
using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Ingest.Ladder;

/// <summary>Metrics of ladders.</summary>
internal sealed class LadderMetrics
{
    private readonly Meter _meter;
    private readonly Counter<long> _standIns;
    private readonly Counter<long> _gaps;
    private readonly Counter<long> _steps;

    public LadderMetrics(IMeterFactory meters)
    {
        _meter = meters.Create("LiveFestival.Ingest");
        _standIns = _meter.CreateCounter<long>("livefestival.ingest.ladder.stand_ins", "{segment}", "Segments of a rendition that hold the channel's own media.");
        _gaps = _meter.CreateCounter<long>("livefestival.ingest.ladder.gaps", "{segment}", "Segments of a rendition that were listed as gaps.");
        _steps = _meter.CreateCounter<long>("livefestival.ingest.ladder.steps", "{step}", "Steps of ladders, down and up.");
    }

    /// <summary>Registers the instruments that read each stage's encoder when they are collected.</summary>
    public void Observe(Func<IEnumerable<StageLadder>> ladders)
    {
        _meter.CreateObservableGauge(
            "livefestival.ingest.ladder.renditions",
            () => ladders().Select(ladder => new Measurement<int>(ladder.Active, new KeyValuePair<string, object?>("stage", ladder.Stage.Value))),
            "{rendition}",
            "Renditions that a stage's encoder may make.");
        _meter.CreateObservableGauge(
            "livefestival.ingest.ladder.lag",
            () => ladders().Select(ladder => new Measurement<double>(ladder.Lag.TotalSeconds, new KeyValuePair<string, object?>("stage", ladder.Stage.Value))),
            "s",
            "How far a stage's encoder is behind its source.");
        _meter.CreateObservableGauge(
            "livefestival.ingest.ladder.queue",
            () => ladders().Select(ladder => new Measurement<long>(ladder.WaitingBytes, new KeyValuePair<string, object?>("stage", ladder.Stage.Value))),
            "By",
            "Bytes that wait for a stage's encoder.");
        _meter.CreateObservableCounter(
            "livefestival.ingest.ladder.dropped",
            () => ladders().Select(ladder => new Measurement<long>(ladder.Dropped, new KeyValuePair<string, object?>("stage", ladder.Stage.Value))),
            "{fragment}",
            "Fragments that a stage's encoder did not take.");
    }

    public void Missed(ChannelId channel, string rendition, bool standIn) =>
        (standIn ? _standIns : _gaps).Add(1, new("channel", channel.Value), new("rendition", rendition));

    public void Stepped(StageId stage, bool down) => _steps.Add(1, new("stage", stage.Value), new("direction", down ? "down" : "up"));
}
