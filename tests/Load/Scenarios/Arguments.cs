using System.Globalization;

namespace Load.Scenarios;

/// <summary><c>--name value</c> pairs, and what stands before them.</summary>
internal sealed class Arguments(IReadOnlyList<string> words)
{
    public IEnumerable<string> Words => words.TakeWhile(word => !word.StartsWith("--", StringComparison.Ordinal));

    public string Text(string name, string otherwise)
    {
        var at = words.ToList().IndexOf($"--{name}");
        return at >= 0 && at + 1 < words.Count ? words[at + 1] : otherwise;
    }

    public double Number(string name, double otherwise) => double.Parse(Text(name, otherwise.ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);

    public int Count(string name, int otherwise) => (int)Number(name, otherwise);

    public IReadOnlyList<double> Numbers(string name, string otherwise) =>
        [.. Text(name, otherwise).Split(',').Select(word => double.Parse(word, CultureInfo.InvariantCulture))];

    /// <summary>What follows <c>--</c>: arguments for the chat processes.</summary>
    public string[] Passed => [.. words.SkipWhile(word => word != "--").Skip(1)];
}
