using System.Diagnostics.Metrics;

namespace Broadcast.Ingest.Processes;

/// <summary>What a day may wear out: descriptors and child processes, on the meter of Ingest. Both must return to their level.</summary>
internal sealed class ProcessMetrics(IMeterFactory meters)
{
    private const string Descriptors = "/proc/self/fd";
    private readonly Meter _meter = meters.Create("LiveFestival.Ingest");

    /// <summary>What is read when somebody asks: once, by who owns the children's watcher.</summary>
    public void Observe(ChildWatcher watcher)
    {
        _meter.CreateObservableGauge("livefestival.ingest.process.children", () => watcher.Count, description: "Child processes that live.");
        _meter.CreateObservableGauge(
            "livefestival.ingest.process.descriptors",
            () => Directory.EnumerateFileSystemEntries(Descriptors).Count(),
            description: "File descriptors that the host holds.");
    }
}
