using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Rooms;

namespace Broadcast.Chat.Outcomes;

/// <summary>What the readers of this process saw last, for each room; there are as many rooms as channels.</summary>
internal sealed class OutcomeMetrics
{
    private readonly ConcurrentDictionary<RoomId, WaitingOutcomes> _rooms = new();
    private readonly Counter<long> _failed;

    public OutcomeMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(ChatMetrics.MeterName);
        meter.CreateObservableGauge("livefestival.chat.outcomes.waiting", () => Measured(waiting => waiting.Count), description: "Outcomes that wait for the database, by room");
        meter.CreateObservableGauge(
            "livefestival.chat.outcomes.oldest", () => Measured(waiting => waiting.Oldest.TotalSeconds), unit: "s", description: "How long the oldest outcome has waited, by room");
        meter.CreateObservableGauge(
            "livefestival.chat.outcomes.unknown", () => Unknown(), description: "Outcomes of kinds that this version does not know among the oldest that wait, by room and kind");
        _failed = meter.CreateCounter<long>("livefestival.chat.outcomes.failed", description: "Outcomes that were not kept and come again, by kind");
    }

    public void Seen(RoomId room, WaitingOutcomes waiting) => _rooms[room] = waiting;

    public void Gone(RoomId room) => _rooms.TryRemove(room, out _);

    public void Failed(string kind) => _failed.Add(1, new KeyValuePair<string, object?>("kind", kind));

    private IEnumerable<Measurement<T>> Measured<T>(Func<WaitingOutcomes, T> value) where T : struct =>
        _rooms.Select(room => new Measurement<T>(value(room.Value), new KeyValuePair<string, object?>("room", room.Key.Value)));

    private IEnumerable<Measurement<int>> Unknown() =>
        from room in _rooms
        from kind in room.Value.Unknown
        select new Measurement<int>(kind.Value, new("room", room.Key.Value), new("kind", kind.Key));
}
