using System.Diagnostics.Metrics;
using Broadcast.Chat.Spine.Processes;

namespace Broadcast.Ingest.Monitor;

/// <summary>Gauges for what may leak: descriptors, child processes, memory. All must return to their level.</summary>
internal sealed class ProcessMetrics(IMeterFactory meters)
{
    private const string Descriptors = "/proc/self/fd";
    private readonly Meter _meter = meters.Create("LiveFestival.Ingest");

    /// <summary>Registers the gauges; called once per process.</summary>
    public void Observe(ChildWatcher watcher)
    {
        _meter.CreateObservableGauge("livefestival.ingest.process.children", () => watcher.Count, description: "Child processes that live.");
        _meter.CreateObservableGauge(
            "livefestival.ingest.process.descriptors",
            () => Directory.EnumerateFileSystemEntries(Descriptors).Count(),
            description: "File descriptors that the host holds.");
        _meter.CreateObservableGauge(
            "livefestival.ingest.process.heap", () => GC.GetGCMemoryInfo().HeapSizeBytes, "By", "The managed heap after the last collection.");
        _meter.CreateObservableGauge(
            "livefestival.ingest.process.heap_committed",
            () => GC.GetGCMemoryInfo().TotalCommittedBytes,
            "By",
            "Memory that the managed heap holds of the system, used or not.");
        _meter.CreateObservableGauge(
            "livefestival.ingest.process.heap_fragmented",
            () => GC.GetGCMemoryInfo().FragmentedBytes,
            "By",
            "Holes in the managed heap after the last collection.");
    }
}
