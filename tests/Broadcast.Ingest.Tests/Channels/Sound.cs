namespace Broadcast.Ingest.Tests.Channels;

/// <summary>Checks inside a property: NUnit's own assertions would count each shrinking step as a failure.</summary>
internal static class Sound
{
    public static void Check(bool holds, string otherwise)
    {
        if (!holds)
            throw new InvalidOperationException(otherwise);
    }

    public static void Check(IEnumerable<string> faults)
    {
        var first = string.Join('\n', faults.Take(3));
        Check(first.Length == 0, first);
    }
}
