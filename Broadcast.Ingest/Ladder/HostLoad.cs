using System.Globalization;

namespace Broadcast.Ingest.Ladder;

/// <summary>How busy the host's cores were between two looks, from <c>/proc/stat</c> (proc(5)).</summary>
internal sealed class HostLoad
{
    private long _busy;
    private long _all;

    /// <summary>0 to 1 since the last look; 0 at the first one and where the host does not say.</summary>
    public double Look()
    {
        var fields = Line().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        // user, nice, system, idle, iowait, irq, softirq, steal; guests are counted as users already.
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
            // Not Linux, or no descriptor is free: the other signs of pressure are looked at all the same.
            return "";
        }
    }
}
