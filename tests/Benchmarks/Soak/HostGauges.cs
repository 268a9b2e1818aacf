using System.Globalization;

namespace Benchmarks.Soak;

/// <summary>What a host says of its memory at <c>/metrics</c>, in bytes.</summary>
/// <param name="Heap">The managed heap after the last collection.</param>
/// <param name="Fragmented">Holes in it.</param>
/// <param name="Committed">What it holds of the system, used or not.</param>
/// <param name="Shelf">Media of all channels and renditions, also as FLV.</param>
/// <param name="Queues">Media that waits for FFmpeg, encoders, monitors and the recordings' disk.</param>
internal sealed record HostGauges(long Heap, long Fragmented, long Committed, long Shelf, long Queues)
{
    private const string Prefix = "livefestival_ingest_";

    public static async Task<HostGauges> ReadAsync(HttpClient host)
    {
        var lines = (await host.GetStringAsync("/metrics")).Split('\n');
        return new HostGauges(
            Sum(lines, "process_heap"),
            Sum(lines, "process_heap_fragmented"),
            Sum(lines, "process_heap_committed"),
            Sum(lines, "channels_shelf") + Sum(lines, "flv_kept"),
            Sum(lines, "sources_queue") + Sum(lines, "ladder_queue") + Sum(lines, "monitor_queue") + Sum(lines, "recording_queue"));
    }

    /// <summary>The sum over all labels; the exporter appends the unit to the name.</summary>
    private static long Sum(IEnumerable<string> lines, string name) =>
        (long)lines.Where(line => line.StartsWith($"{Prefix}{name}_bytes{{", StringComparison.Ordinal) || line.StartsWith($"{Prefix}{name}_bytes ", StringComparison.Ordinal))
            .Sum(line => double.Parse(line[(line.IndexOf('}') + 1)..].TrimStart().Split(' ')[line.Contains('}') ? 0 : 1], CultureInfo.InvariantCulture));
}
