using System.Text.RegularExpressions;
using TestKit;

namespace LiveFestival.Tests.Conventions;

/// <summary>Names that say nothing are kept out of the tree.</summary>
public sealed partial class NameTests
{
    private static readonly string[] Projects = ["Broadcast.Api", "Broadcast.Ingest", "Broadcast.Chat", "tests"];
    private static readonly string[] EmptyFolders = ["Common", "Shared", "Helpers", "Utils", "Managers", "Services"];

    [Test]
    public void No_file_is_named_after_nothing()
    {
        var named = Sources("*.cs").Where(file => EmptyName().IsMatch(Path.GetFileName(file)));

        Assert.That(named, Is.Empty);
    }

    [Test]
    public void No_folder_is_named_after_nothing()
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

    [Test]
    public void A_Lua_file_says_its_keys_arguments_and_reply_and_has_at_most_60_lines()
    {
        Assert.Multiple(() =>
        {
            foreach (var file in Sources("*.lua"))
            {
                var lines = File.ReadAllLines(Path.Combine(Repository.Root, file));
                var header = string.Join('\n', lines.TakeWhile(line => line.StartsWith("--", StringComparison.Ordinal)));
                Assert.That(lines, Has.Length.LessThanOrEqualTo(60), file);
                Assert.That(header, Does.Contain("KEYS").And.Contain("ARGV").IgnoreCase.And.Contain("Reply").IgnoreCase, file);
            }
        });
    }

    private static IEnumerable<string> Sources(string pattern) =>
        Projects
            .SelectMany(project => Directory.EnumerateFiles(Path.Combine(Repository.Root, project), pattern, SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(Repository.Root, file))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("node_modules", StringComparison.Ordinal));

    [GeneratedRegex(@"^(Extensions|Base.*|.*(Helper|Helpers|Utils|Utilities|Manager|Managers|Impl))\.cs$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EmptyName();
}
