using System.Globalization;

namespace Broadcast.Ingest.Ladder;

/// <summary>Measures how busy the host's cores are, from <c>/proc/stat</c> (proc(5)). For one caller.</summary>
internal sealed class HostLoad
{
    private long _busy;
    private long _all;

    /// <summary>The busy share of all cores since the last call, 0 to 1; 0 at the first call and where it cannot be read.</summary>
    public double Measure()
    {
        var fields = Line().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        // user, nice, system, idle, iowait, irq, softirq, steal. Guest time is part of user already.
        var times = fields.Skip(1).Take(8).Select(field => long.Parse(field, CultureInfo.InvariantCulture)).ToArray();
        if (times.Length < 8)
            return 0;

        var all = times.Sum();
        var busy = all - times[3] - times[4];
        var (spent, passed) = (busy - _busy, all - _all);
        var first = _all == 0;
        (_busy, _all) = (busy, all);
        return first || passed <= 0 ? 0 : (double)spent / passed;
    }

    private static string Line()
    {
        try
        {
            using var reader = File.OpenText("/proc/stat");
            return reader.ReadLine() ?? "";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Not Linux, or no file descriptor is free: lag and drops still show the pressure.
            return "";
        }
    }
}
