using System.Text.RegularExpressions;
using TestKit;

namespace LiveFestival.Tests.Architecture;

/// <summary>The code follows the tables of <c>.github/ARCHITECTURE.md</c>.</summary>
internal sealed partial class FloorTests
{
    [TestCaseSource(typeof(FloorPlan), nameof(FloorPlan.OfProjects))]
    public void Every_folder_is_in_the_plan(FloorPlan plan)
    {
        var folders = CodeReferences.Files(plan.Project).Select(file => file.Path.Split('/')).Where(parts => parts.Length > 2).Select(parts => parts[1]).Distinct(StringComparer.Ordinal);

        Assert.That(plan.Floors.Select(floor => floor.Folder), Is.EquivalentTo(folders));
    }

    [TestCaseSource(typeof(FloorPlan), nameof(FloorPlan.OfProjects))]
    public void A_folder_stands_on_nothing_that_is_above_it(FloorPlan plan)
    {
        var below = new HashSet<string>(StringComparer.Ordinal);
        foreach (var floor in plan.Floors)
        {
            Assert.That(floor.References.Select(reference => reference.To), Is.SubsetOf(below), floor.Folder);
            below.Add(floor.Folder);
        }
    }

    [TestCaseSource(typeof(FloorPlan), nameof(FloorPlan.OfProjects))]
    public void A_folder_refers_only_to_what_it_stands_on(FloorPlan plan)
    {
        var found = CodeReferences.All
            .Select(reference => (From: FolderOf(plan, reference.From), To: FolderOf(plan, reference.To), reference.Where))
            .Where(reference => reference.From.Length > 0 && reference.To.Length > 0 && reference.From != reference.To)
            .ToLookup(reference => $"{reference.From} -> {reference.To}", reference => reference.Where, StringComparer.Ordinal);
        var allowed = plan.Floors.SelectMany(floor => floor.References.Select(reference => $"{floor.Folder} -> {reference.To}")).ToList();

        Assert.Multiple(() =>
        {
            Assert.That(found.Where(edge => !allowed.Contains(edge.Key, StringComparer.Ordinal)).Select(edge => $"{edge.Key}: {edge.First()}"), Is.Empty, "not in the tables of .github/ARCHITECTURE.md");
            Assert.That(allowed.Where(edge => !found.Contains(edge)), Is.Empty, "in the tables of .github/ARCHITECTURE.md, and not in the code");
            Assert.That(allowed, Is.Unique);
        });
    }

    [TestCaseSource(typeof(FloorPlan), nameof(FloorPlan.OfProjects))]
    public void A_folder_does_not_refer_to_the_files_beside_the_folders(FloorPlan plan)
    {
        var up = CodeReferences.All.Where(reference => reference.To == plan.Project && FolderOf(plan, reference.From).Length > 0);

        Assert.That(up.Select(reference => reference.Where), Is.Empty);
    }

    [Test]
    public void A_project_refers_only_to_what_the_plan_names_of_another()
    {
        var plan = FloorPlan.BetweenProjects();
        var found = CodeReferences.All
            .Select(reference => (From: ProjectOf(reference.From), To: FloorOf(reference.To), reference.Where))
            .Where(reference => reference.From != ProjectOf(reference.To))
            .ToLookup(reference => $"{reference.From} -> {reference.To}", reference => reference.Where, StringComparer.Ordinal);
        var allowed = plan.Floors.SelectMany(project => project.References.Select(reference => $"{project.Folder} -> {reference.To}")).ToList();

        Assert.Multiple(() =>
        {
            Assert.That(found.Where(edge => !allowed.Contains(edge.Key, StringComparer.Ordinal)).Select(edge => $"{edge.Key}: {edge.First()}"), Is.Empty, "not in the plan");
            Assert.That(allowed.Where(edge => !found.Contains(edge)), Is.Empty, "in the plan, and not in the code");
        });
    }

    [Test]
    public void A_namespace_is_its_folder()
    {
        var folders = FloorPlan.OfProjects().Select(plan => plan.Project).Concat(Directory.GetDirectories(Path.Combine(Repository.Root, "tests")).Select(folder => $"tests/{Path.GetFileName(folder)}"));
        var wrong = folders.SelectMany(CodeReferences.Files)
            .Select(file => (file.Path, Declared: Namespace().Match(file.Text), Folder: Path.GetDirectoryName(file.Path)!.Replace("tests/", "", StringComparison.Ordinal).Replace('/', '.')))
            .Where(file => file.Declared.Success && file.Declared.Groups["name"].Value != file.Folder);

        Assert.That(wrong.Select(file => file.Path), Is.Empty, "files whose namespace is not their folder");
    }

    /// <summary>The first folder of a namespace; empty for files beside the folders, and for other projects.</summary>
    private static string FolderOf(FloorPlan plan, string space) =>
        space.StartsWith($"{plan.Project}.", StringComparison.Ordinal) ? space[(plan.Project.Length + 1)..].Split('.')[0] : "";

    private static string ProjectOf(string space) => string.Join('.', space.Split('.').Take(2));

    private static string FloorOf(string space) => string.Join('.', space.Split('.').Take(3));

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Namespace();
}
