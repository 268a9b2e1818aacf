using System.Text.RegularExpressions;
using Broadcast.Api;
using Broadcast.Chat;
using Broadcast.Ingest;
using Microsoft.Extensions.Hosting;
using TestKit;

namespace LiveFestival.Tests.Conventions;

/// <summary>
/// An exception that leaves a BackgroundService ends the host. Looks whether each has a guard at all; that it stands around the whole round
/// is for review.
/// </summary>
public sealed partial class LoopTests
{
    /// <summary>Services that only start others' loops, and the file in which these are guarded.</summary>
    private static readonly Dictionary<string, string> Elsewhere = new(StringComparer.Ordinal)
    {
        ["InputFetcher"] = "FetchLoop",
        ["SimulcastPushes"] = "SimulcastPush",
    };

    [Test]
    public void Every_background_service_goes_on_after_a_fault()
    {
        var services = new[] { typeof(ChatModule), typeof(IngestModule), typeof(ApiModule) }
            .SelectMany(module => module.Assembly.GetTypes())
            .Where(type => type.IsSubclassOf(typeof(BackgroundService)))
            .Select(type => type.Name)
            .ToList();

        Assert.That(services, Is.Not.Empty);
        Assert.That(Elsewhere.Keys.Except(services, StringComparer.Ordinal), Is.Empty, "known services that are no more");
        Assert.That(services.Where(service => !Guard().IsMatch(Source(Elsewhere.GetValueOrDefault(service, service)))), Is.Empty);
    }

    private static string Source(string type) => File.ReadAllText(((string[])["Broadcast.Api", "Broadcast.Ingest", "Broadcast.Chat"])
        .SelectMany(project => Directory.EnumerateFiles(Path.Combine(Repository.Root, project), $"{type}.cs", SearchOption.AllDirectories))
        .Single());

    /// <summary>The class for it, or a clause that takes every exception but cancellation.</summary>
    [GeneratedRegex(@"_guard\.Try|catch \(Exception exception\)(\s*\n| when \([^\n]*!\w+\.IsCancellationRequested\))", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Guard();
}
