using System.Reflection;
using System.Text.RegularExpressions;
using Broadcast.Api;
using Broadcast.Chat;
using Broadcast.Ingest;
using TestKit;

namespace LiveFestival.Tests.Conventions;

/// <summary>The READMEs name only paths and settings that exist.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

    [Test]
    public void Every_path_in_the_README_exists()
    {
        var paths = Paths().Matches(Readme).Select(match => match.Groups["path"].Value).ToList();

        Assert.That(paths, Is.Not.Empty);
        Assert.That(paths.Where(path => !Path.Exists(Path.Combine(Repository.Root, path))), Is.Empty);
    }

    [Test]
    public void The_tables_of_settings_name_every_option_and_no_other()
    {
        var rows = new[] { "Broadcast.Chat", "Broadcast.Ingest", "Broadcast.Api" }
            .SelectMany(project => Keys().Matches(File.ReadAllText(Path.Combine(Repository.Root, project, "README.md"))))
            .Select(match => match.Groups["key"].Value).ToList();
        var table = rows.Where(key => !key.Contains('{', StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);
        var options = new[] { typeof(ChatModule), typeof(IngestModule), typeof(ApiModule) }
            .SelectMany(module => module.Assembly.GetTypes())
            .Select(type => (Type: type, Section: type.GetField("Section", BindingFlags.Public | BindingFlags.Static)?.GetRawConstantValue() as string))
            .Where(option => option.Section is not null)
            .SelectMany(option => Leaves(option.Type, option.Section!))
            .ToHashSet(StringComparer.Ordinal);

        Assert.That(options, Is.Not.Empty);
        Assert.Multiple(() =>
        {
            Assert.That(rows, Is.Unique.And.Count.LessThanOrEqualTo(134), "a value that nobody would tune should be a constant");
            Assert.That(options.Except(table, StringComparer.Ordinal), Is.Empty, "options that are in no table");
            Assert.That(table.Where(key => key.Contains(':', StringComparison.Ordinal)).Except(options, StringComparer.Ordinal)
                .Where(key => !key.StartsWith("ConnectionStrings:", StringComparison.Ordinal)), Is.Empty, "keys that no code reads");
            Assert.That(Keys().Matches(Readme).Select(match => match.Groups["key"].Value).Except(table, StringComparer.Ordinal), Is.Empty, "keys of the root README that are in no table");
        });
    }

    private static IEnumerable<string> Leaves(Type type, string prefix) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.SetMethod is not null)
            .SelectMany(property => property.PropertyType.Assembly == type.Assembly && property.PropertyType is { IsClass: true }
                ? Leaves(property.PropertyType, $"{prefix}:{property.Name}")
                : [$"{prefix}:{property.Name}"]);

    /// <summary>Words in backticks that begin with a top-level folder.</summary>
    [GeneratedRegex(@"`(?<path>(Broadcast\.(Api|Ingest|Chat)|tests|deploy)(/[\w./-]*)?)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Paths();

    /// <summary>Keys in the first cells of three-column table rows.</summary>
    [GeneratedRegex(@"^\| `(?<key>[A-Z][A-Za-z:{}]+)` \|[^|]*\|[^|]*\|$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Keys();
}
