namespace Load.Scenarios;

/// <summary>Says whether a run held what it must, and is the exit code.</summary>
internal static class Verdict
{
    public static bool Of(IReadOnlyCollection<string> faults)
    {
        Console.WriteLine(faults.Count == 0 ? "  holds" : $"  FAULTS: {string.Join("; ", faults)}");
        return faults.Count == 0;
    }
}
