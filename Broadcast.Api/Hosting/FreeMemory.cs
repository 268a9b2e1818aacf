using System.Globalization;

namespace Broadcast.Api.Hosting;

/// <summary>How much memory programs that are started now may use, on Linux: what the machine has left, swap too, or the limit of the container.</summary>
internal static class FreeMemory
{
    /// <returns>Bytes; null where nothing tells.</returns>
    public static long? Read() => Of(Text("/proc/meminfo"), Text("/sys/fs/cgroup/memory.max"));

    /// <summary>Pure.</summary>
    /// <param name="machine">What <c>/proc/meminfo</c> says, in lines such as <c>MemAvailable:  1024 kB</c>.</param>
    /// <param name="limit">A number of bytes, <c>max</c>, or nothing.</param>
    internal static long? Of(string machine, string limit)
    {
        var left = Kilobytes(machine, "MemAvailable:") is { } available ? (available + (Kilobytes(machine, "SwapFree:") ?? 0)) * 1024 : (long?)null;
        return long.TryParse(limit, CultureInfo.InvariantCulture, out var most) && !(left < most) ? most : left;
    }

    private static long? Kilobytes(string machine, string name) =>
        machine.Split('\n').FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal)) is { } line
        && long.TryParse(line[name.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture, out var value)
            ? value
            : null;

    private static string Text(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception absent) when (absent is IOException or UnauthorizedAccessException)
        {
            // Another system, or no container.
            return "";
        }
    }
}
