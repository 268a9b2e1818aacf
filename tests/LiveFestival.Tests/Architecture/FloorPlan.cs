using System.Text.RegularExpressions;
using TestKit;

namespace LiveFestival.Tests.Architecture;

/// <summary>One table of <c>.github/ARCHITECTURE.md</c>, with a floor for each folder.</summary>
internal sealed partial class FloorPlan
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, ".github/ARCHITECTURE.md"));

    /// <param name="project">The heading above the table.</param>
    public FloorPlan(string project)
    {
        Project = project;
        var section = Page[Page.IndexOf($"## {project}\n", StringComparison.Ordinal)..];
        var end = section.IndexOf("\n## ", 3, StringComparison.Ordinal);
        Floors = [.. Rows().Matches(end < 0 ? section : section[..end]).Select(row => new Floor(
            row.Groups["folder"].Value,
            [.. References().Matches(row.Groups["stands"].Value).Select(reference => new Reference(reference.Groups["to"].Value, reference.Groups["why"].Value))]))];
    }

    public string Project { get; }

    /// <summary>From the ground up.</summary>
    public IReadOnlyList<Floor> Floors { get; }

    public static IEnumerable<FloorPlan> OfProjects() => [new("Broadcast.Chat"), new("Broadcast.Ingest"), new("Broadcast.Api")];

    /// <summary>The references from one project to another.</summary>
    public static FloorPlan BetweenProjects() => new("Between projects");

    public override string ToString() => Project;

    [GeneratedRegex(@"^\| `(?<folder>[\w.]+)` \|(?: [^|`]+\|| (?=`Broadcast))(?<stands>[^|\n]*)\|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Rows();

    [GeneratedRegex(@"`(?<to>[\w.]+)` \((?<why>[^)]+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex References();
}

/// <summary>A folder and its allowed references.</summary>
internal sealed record Floor(string Folder, IReadOnlyList<Reference> References);

/// <summary>An allowed reference, and its reason.</summary>
internal sealed record Reference(string To, string Why);
