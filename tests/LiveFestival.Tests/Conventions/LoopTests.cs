using System.Text.RegularExpressions;
using Broadcast.Api;
using Broadcast.Chat;
using Broadcast.Ingest;
using Microsoft.Extensions.Hosting;

namespace LiveFestival.Tests.Conventions;

/// <summary>
/// An exception that leaves a BackgroundService ends the host. Checks only that each service has a guard: whether the guard is around the
/// whole round is left to review.
/// </summary>
public sealed partial class LoopTests
{
    /// <summary>Services whose loop is in another file, and that file.</summary>
    private static readonly Dictionary<string, string> Elsewhere = new(StringComparer.Ordinal)
    {
        ["ChannelRegistry"] = "FactsFollower",
        ["InputFetcher"] = "FetchLoop",
        ["MonitorService"] = "FactsFollower",
        ["PlayoutOrderReader"] = "OrderReader",
        ["PrizeOrderReader"] = "OrderReader",
        ["SimulcastPushes"] = "SimulcastPush",
    };

    [Test]
    public void Every_background_service_goes_on_after_a_fault()
    {
        var services = new[] { typeof(ChatModule), typeof(IngestModule), typeof(ApiModule) }
            .SelectMany(module => module.Assembly.GetTypes())
            .Where(type => type.IsSubclassOf(typeof(BackgroundService)) && !type.IsAbstract)
            .ToList();

        Assert.That(services, Is.Not.Empty);
        Assert.That(Elsewhere.Keys.Except(services.Select(service => service.Name), StringComparer.Ordinal), Is.Empty, "listed services that no longer exist");
        Assert.That(services.Where(service => !Sources(service).Any(Guard().IsMatch)), Is.Empty);
    }

    private static IEnumerable<string> Sources(Type service) =>
        Elsewhere.TryGetValue(service.Name, out var loop) ? [LoopSources.Of(loop)] : LoopSources.Of(service);

    /// <summary>A call of LoopGuard, or a catch clause for every exception but cancellation.</summary>
    [GeneratedRegex(@"(_g|G)uard\.Try|catch \(Exception exception\)(\s*\n| when \([^\n]*!\w+\.IsCancellationRequested\))", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Guard();
}
