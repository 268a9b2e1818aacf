using System.Text.RegularExpressions;
using Broadcast.Api;
using Broadcast.Chat.Spine.Leases;
using Microsoft.Extensions.Hosting;

namespace LiveFestival.Tests.Conventions;

/// <summary>
/// Every Api process runs every loop. A loop works under a lease, so that one process at a time does, or has a reason here why all of them may.
/// That a loop does all of its work under the lease is left to review; what it writes there, the database checks.
/// </summary>
public sealed partial class LeaseTests
{
    private static readonly Dictionary<string, string> WithoutOne = new(StringComparer.Ordinal)
    {
        ["BookClock"] = "a window's step is taken in the turn of the window, and only from the state that it leads from",
        ["BookTeller"] = "a room passes over what it was told before",
        ["CodeWatch"] = "an alarm that several raise is one",
        ["DemoAudience"] = "its viewers come to the process that has made them",
        ["DemoEncoders"] = "they push to the process that has started them",
        ["DemoHand"] = "a room takes its commands as it takes those of several anchors, and refuses a second question",
        ["LeaseKeeper"] = "it keeps the leases",
        ["OutboxSender"] = "it takes each message by a conditional update, under a number of its own",
        ["OutboxWatch"] = "it counts, for the metrics of its own process, and an alarm that several raise is one",
        ["PrizeOrderReader"] = "Redis hands each order to one process, and its key makes it one promise",
        ["SceneStudio"] = "it draws into the data directory of its own process",
        ["ShopEventWorker"] = "it takes each message by a conditional update, under a number of its own",
    };

    private static readonly List<Type> Loops = [.. typeof(ApiModule).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(BackgroundService)) && !type.IsAbstract)];

    [Test]
    public void A_loop_of_Api_takes_leases_or_has_a_reason_not_to()
    {
        var without = Loops.Where(loop => loop.GetConstructors().All(made => made.GetParameters().All(asked => asked.ParameterType != typeof(ILeases))));

        Assert.That(without.Select(loop => loop.Name), Is.EquivalentTo(WithoutOne.Keys));
    }

    [Test]
    public void A_loop_that_takes_leases_works_under_one()
    {
        var idle = Loops.Where(loop => !WithoutOne.ContainsKey(loop.Name) && !LoopSources.Of(loop).Any(Work().IsMatch));

        Assert.That(idle, Is.Empty);
    }

    [GeneratedRegex(@"\b_?leases\.UnderAsync\(", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Work();
}
