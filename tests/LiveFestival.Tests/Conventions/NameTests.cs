using System.Text.RegularExpressions;
using TestKit;

namespace LiveFestival.Tests.Conventions;

/// <summary>Rules for names and lengths of source files.</summary>
public sealed partial class NameTests
{
    private static readonly string[] Projects = ["Broadcast.Api", "Broadcast.Ingest", "Broadcast.Chat", "tests"];
    private static readonly string[] EmptyFolders = ["Common", "Shared", "Helpers", "Utils", "Managers", "Services"];

    [Test]
    public void No_file_has_an_empty_name_such_as_Helper_or_Manager()
    {
        var named = Sources("*.cs").Where(file => EmptyName().IsMatch(Path.GetFileName(file)));

        Assert.That(named, Is.Empty);
    }

    [Test]
    public void No_folder_has_an_empty_name_such_as_Common_or_Utils()
    {
        var named = Sources("*.cs").Where(file => Path.GetDirectoryName(file)!.Split(Path.DirectorySeparatorChar).Intersect(EmptyFolders, StringComparer.Ordinal).Any());

        Assert.That(named, Is.Empty);
    }

    [Test]
    public void A_source_file_holds_at_most_400_lines()
    {
        var tooLong = Sources("*.cs").Where(file => !file.Contains("Migrations", StringComparison.Ordinal) && File.ReadLines(Path.Combine(Repository.Root, file)).Count() > 400);

        Assert.That(tooLong, Is.Empty);
    }

    private static IEnumerable<string> Sources(string pattern) =>
        Projects
            .SelectMany(project => Directory.EnumerateFiles(Path.Combine(Repository.Root, project), pattern, SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(Repository.Root, file))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("node_modules", StringComparison.Ordinal));

    [GeneratedRegex(@"^(Extensions|Base.*|.*(Helper|Helpers|Utils|Utilities|Manager|Managers|Impl))\.cs$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EmptyName();
}
