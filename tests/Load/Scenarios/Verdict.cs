namespace Load.Scenarios;

/// <summary>Prints whether a run kept every promise; true when it did.</summary>
internal static class Verdict
{
    public static bool Of(IReadOnlyCollection<string> faults)
    {
        Console.WriteLine(faults.Count == 0 ? "  holds" : $"  FAULTS: {string.Join("; ", faults)}");
        return faults.Count == 0;
    }
}
