using System.Collections.Concurrent;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Ingest.Sources.Health;

namespace Broadcast.Ingest.Monitor;

/// <summary>The monitors of all watched stages. A stage's health reads its picture and sound from here.</summary>
internal sealed class StageWatches(StageReadings readings)
{
    private readonly ConcurrentDictionary<StageId, StageMonitor> _monitors = new();

    public IEnumerable<StageMonitor> All => _monitors.Values;

    public StageMonitor? Of(StageId stage) => _monitors.GetValueOrDefault(stage);

    public void Add(StageMonitor monitor)
    {
        _monitors[monitor.Stage] = monitor;
        readings.Watch(monitor.Stage, () => monitor.Reading);
    }

    public StageMonitor? Remove(StageId stage)
    {
        readings.Unwatch(stage);
        return _monitors.TryRemove(stage, out var monitor) ? monitor : null;
    }
}
