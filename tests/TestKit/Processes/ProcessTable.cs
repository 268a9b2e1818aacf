namespace TestKit.Processes;

/// <summary>The processes that run on this machine now.</summary>
public static class ProcessTable
{
    /// <summary>Each process with its command line, from /proc. Zombies have no command line and are left out.</summary>
    public static IEnumerable<(int Id, string CommandLine)> All()
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), out var id))
                continue;

            string line;
            try
            {
                line = File.ReadAllText(Path.Combine(folder, "cmdline")).Replace('\0', ' ').Trim();
            }
            catch (IOException)
            {
                continue; // The process has just ended.
            }

            if (line.Length > 0)
                yield return (id, line);
        }
    }

    /// <summary>The id of a process's parent; 0 when it has ended.</summary>
    public static int ParentOf(int id)
    {
        try
        {
            // "pid (name) state ppid …"; the name may hold blanks and brackets.
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1]);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    /// <summary>The children of <paramref name="ancestor"/>, their children, and so on.</summary>
    public static List<int> DescendantsOf(int ancestor)
    {
        var parents = All().ToDictionary(process => process.Id, process => ParentOf(process.Id));
        var found = new List<int>();
        var generation = new List<int> { ancestor };
        while (generation.Count > 0)
        {
            generation = [.. parents.Where(pair => generation.Contains(pair.Value)).Select(pair => pair.Key)];
            found.AddRange(generation);
        }

        return found;
    }
}
