using System.Globalization;

namespace Load.Scenarios;

/// <summary><c>--name value</c> pairs; words before them are ignored.</summary>
internal sealed class Arguments(IReadOnlyList<string> words)
{
    public string Text(string name, string otherwise)
    {
        var at = words.ToList().IndexOf($"--{name}");
        return at >= 0 && at + 1 < words.Count ? words[at + 1] : otherwise;
    }

    public double Number(string name, double otherwise) => double.Parse(Text(name, otherwise.ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);

    public int Count(string name, int otherwise) => (int)Number(name, otherwise);

    public IReadOnlyList<double> Numbers(string name, string otherwise) =>
        [.. Text(name, otherwise).Split(',').Select(word => double.Parse(word, CultureInfo.InvariantCulture))];

    /// <summary>The arguments after a lone <c>--</c>, which go to the chat processes.</summary>
    public string[] Passed => [.. words.SkipWhile(word => word != "--").Skip(1)];
}
