using TestKit.Processes;

namespace Benchmarks.Ingest;

/// <summary>Processor seconds of a process and its descendants, also ended ones (proc(5): utime, stime, cutime, cstime).</summary>
internal static class ProcessorTime
{
    private const double TicksPerSecond = 100;

    /// <summary>Processor seconds of the process itself, and of all its descendants together.</summary>
    public static (double Own, double Children) Of(int process)
    {
        var (own, ended) = Read(process);
        return (own, ended + ProcessTable.DescendantsOf(process).Sum(child => Read(child) is var (used, left) ? used + left : 0));
    }

    private static (double Own, double Ended) Read(int process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return ((long.Parse(fields[11]) + long.Parse(fields[12])) / TicksPerSecond, (long.Parse(fields[13]) + long.Parse(fields[14])) / TicksPerSecond);
        }
        catch (IOException)
        {
            return (0, 0); // The process has just ended: its time is counted at its parent.
        }
    }
}
