using System.Runtime.InteropServices;

namespace Load.Servers;

/// <summary>What processes have used: processor seconds since they started, and resident bytes now (proc(5)).</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Usage(double Cpu, long Memory)
{
    private const double TicksPerSecond = 100;
    private static readonly long PageSize = Environment.SystemPageSize;

    public static Usage Of(params IEnumerable<int> processes)
    {
        var sum = default(Usage);
        foreach (var process in processes)
        {
            try
            {
                var stat = File.ReadAllText($"/proc/{process}/stat");
                var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                sum = new Usage(
                    sum.Cpu + ((long.Parse(fields[11]) + long.Parse(fields[12])) / TicksPerSecond), sum.Memory + (long.Parse(fields[21]) * PageSize));
            }
            catch (IOException)
            {
                // The process has ended: it uses nothing.
            }
        }

        return sum;
    }
}
