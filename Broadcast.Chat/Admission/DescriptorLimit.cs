using System.Globalization;

namespace Broadcast.Chat.Admission;

/// <summary>How many files, and so sockets, this process may have open.</summary>
internal static class DescriptorLimit
{
    private const string Row = "Max open files";
    private const int WhenUnknown = 1024;

    /// <summary>The soft limit from Linux's <c>/proc/self/limits</c> (proc_pid_limits(5)); 1024 where it cannot be read.</summary>
    public static int Read()
    {
        const string Limits = "/proc/self/limits";
        return File.Exists(Limits) ? Parse(File.ReadLines(Limits)) : WhenUnknown;
    }

    internal static int Parse(IEnumerable<string> lines)
    {
        var row = lines.FirstOrDefault(line => line.StartsWith(Row, StringComparison.Ordinal));
        var soft = row?[Row.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        if (soft == "unlimited")
            return int.MaxValue;
        return int.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? limit : WhenUnknown;
    }
}
