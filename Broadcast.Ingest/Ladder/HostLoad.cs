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
        if (!File.Exists("/proc/stat"))
            return 0;

        using var reader = File.OpenText("/proc/stat");
        var fields = (reader.ReadLine() ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
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
}
