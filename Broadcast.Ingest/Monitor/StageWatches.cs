using System.Collections.Concurrent;
using Broadcast.Chat.Contracts;

namespace Broadcast.Ingest.Monitor;

/// <summary>Who watches which stage; the health of a source is read through it. A host without monitors knows nothing of its pictures.</summary>
internal sealed class StageWatches
{
    private readonly ConcurrentDictionary<StageId, StageMonitor> _monitors = new();

    public IEnumerable<StageMonitor> All => _monitors.Values;

    public StageMonitor? Of(StageId stage) => _monitors.GetValueOrDefault(stage);

    public WatchReading Reading(StageId stage) => Of(stage)?.Reading ?? WatchReading.Unknown;

    public void Add(StageMonitor monitor) => _monitors[monitor.Stage] = monitor;

    public StageMonitor? Remove(StageId stage) => _monitors.TryRemove(stage, out var monitor) ? monitor : null;
}
