using System.Text.RegularExpressions;
using Broadcast.Api.Pages;
using TestKit;

namespace LiveFestival.Tests.Conventions;

/// <summary>The host serves a document for exactly the paths that the pages know.</summary>
internal sealed partial class PagePathTests
{
    [Test]
    public async Task The_host_and_the_pages_know_the_same_paths()
    {
        var source = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "Broadcast.Api/Web/src/paths.ts"));
        var patterns = Table().Match(source).Groups["table"].Value;

        Assert.That(Entry().Matches(patterns).Select(entry => entry.Groups["path"].Value), Is.EquivalentTo(PagesModule.Paths));
    }

    [GeneratedRegex(@"const patterns = \{(?<table>.*?)\n\} as const;", RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Table();

    [GeneratedRegex(@"^  \w+: '(?<path>[^']+)',$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Entry();
}
