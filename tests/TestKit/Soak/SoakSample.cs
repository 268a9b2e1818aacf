using TestKit.Processes;

namespace TestKit.Soak;

/// <summary>A host's resources at one moment.</summary>
/// <param name="At">Time since the run began.</param>
/// <param name="Memory">Resident bytes of the host, without its children.</param>
/// <param name="Descriptors">Open file descriptors of the host.</param>
/// <param name="Threads">Threads of the host.</param>
/// <param name="Children">Running processes that the host or its children started.</param>
/// <param name="Zombies">Ended children of the host that it has not waited for.</param>
/// <param name="Cpu">Processor seconds of the host and its ended children so far.</param>
public sealed record SoakSample(TimeSpan At, long Memory, int Descriptors, int Threads, int Children, int Zombies, double Cpu)
{
    private const double TicksPerSecond = 100;
    private const int PageSize = 4096;

    public static SoakSample Of(int process, TimeSpan at)
    {
        // After "pid (name) ": state 0, utime 11, stime 12, cutime 13, cstime 14, threads 17, rss 21 (proc(5)).
        var stat = Stat(process);
        return new SoakSample(
            at,
            long.Parse(stat[21]) * PageSize,
            Directory.EnumerateFileSystemEntries($"/proc/{process}/fd").Count(),
            int.Parse(stat[17]),
            ProcessTable.DescendantsOf(process).Count,
            ZombiesOf(process),
            (long.Parse(stat[11]) + long.Parse(stat[12]) + long.Parse(stat[13]) + long.Parse(stat[14])) / TicksPerSecond);
    }

    private static int ZombiesOf(int process) =>
        Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Count(name =>
        {
            if (!int.TryParse(name, out var id))
                return false;
            try
            {
                var stat = Stat(id);
                return stat[0] == "Z" && stat[1] == $"{process}";
            }
            catch (IOException)
            {
                return false; // The process has just ended.
            }
        });

    private static string[] Stat(int process)
    {
        var stat = File.ReadAllText($"/proc/{process}/stat");
        return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
    }
}
