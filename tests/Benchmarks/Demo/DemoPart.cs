using Benchmarks.Ingest;
using TestKit.Processes;

namespace Benchmarks.Demo;

/// <summary>Processes of the demo that do the same.</summary>
internal sealed record DemoPart(string Name, IReadOnlyList<int> Processes)
{
    private const string Encoder = "encoder of ";

    public bool IsEncoder => Name.StartsWith(Encoder, StringComparison.Ordinal);

    /// <summary>The host and all that it has started: each encoder by itself, the others by their kind.</summary>
    public static List<DemoPart> Of(int host)
    {
        var children = ProcessTable.DescendantsOf(host);
        var parts = ProcessTable.All().Where(process => children.Contains(process.Id)).GroupBy(process => NameOf(process.CommandLine), process => process.Id, StringComparer.Ordinal)
            .Select(group => new DemoPart(group.Count() > 1 ? $"{group.Key} ({group.Count()})" : group.Key, [.. group]));
        return [new DemoPart("host, with rooms, audience and hand", [host]), .. parts.OrderBy(part => part.Name, StringComparer.Ordinal)];
    }

    /// <summary>Processor seconds so far.</summary>
    public double Seconds() => Processes.Sum(process => ProcessorTime.Of(process).Own);

    /// <summary>Bytes; of pages that several processes share, each has its part (proc(5): Pss).</summary>
    public long Memory() => Processes.Sum(MemoryOf);

    private static string NameOf(string line)
    {
        var words = line.Split(' ');
        var program = Path.GetFileName(words[0]);
        if (program != "ffmpeg")
            return line.Contains("livefestival-child-watcher", StringComparison.Ordinal) ? "watcher of the children" : program;
        if (line.Contains("-stream_loop", StringComparison.Ordinal) && words.FirstOrDefault(word => word.Contains("/demo/scenes/", StringComparison.Ordinal)) is { } film)
            return $"{Encoder}{Path.GetFileName(film).Split('-')[0]}";
        return line.Contains("-c copy", StringComparison.Ordinal) ? "FFmpeg that packages" : "FFmpeg that looks at pictures and sound";
    }

    private static long MemoryOf(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/smaps_rollup").First(line => line.StartsWith("Pss:", StringComparison.Ordinal));
            return long.Parse(line["Pss:".Length..].Replace("kB", "", StringComparison.Ordinal)) * 1024;
        }
        catch (Exception ended) when (ended is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            return 0; // The process has just ended.
        }
    }
}
