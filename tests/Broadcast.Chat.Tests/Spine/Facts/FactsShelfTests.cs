using System.Globalization;
using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Facts;
using TestKit.Redis;

namespace Broadcast.Chat.Tests.Spine.Facts;

/// <summary>What a process reads of the facts: Redis counts the bytes. Uses its own Redis, because all others' bytes would count too.</summary>
internal sealed class FactsShelfTests
{
    /// <summary>A process looks every two seconds.</summary>
    private const int LooksInAMinute = 30;

    /// <summary>Half a megabyte.</summary>
    private static readonly IReadOnlyList<RestrictionFact> Banned =
        [.. Enumerable.Range(0, 8_000).Select(i => new RestrictionFact { Viewer = ViewerId.Parse($"guest:{i:D24}"), Kind = "ban" })];

    private static readonly FactsStamp Nothing = FactsStamp.Of(FestivalFacts.Empty);
    private RedisServer _redis = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _redis = await RedisServer.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _redis.DisposeAsync();

    [Test]
    public async Task A_process_that_has_the_facts_reads_less_than_10_kB_a_minute()
    {
        await using var rig = new FactsRig(_redis);
        await rig.Writer.WriteAsync(FactsRig.Facts(5, "gushi") with { Restrictions = Banned });
        var shelf = rig.Shelf();
        var taken = await TakeAsync(shelf, Nothing);

        var read = await BytesAsync(rig, async () =>
        {
            for (var i = 0; i < LooksInAMinute; i++)
                Assert.That(await shelf.LookAsync(FactsStamp.Of(taken)), Is.Null);
        });

        Assert.That(read, Is.LessThan(10_000));
    }

    [Test]
    public async Task Of_facts_that_have_changed_only_the_part_that_differs_is_read()
    {
        await using var rig = new FactsRig(_redis);
        await rig.Writer.WriteAsync(FactsRig.Facts(5, "gushi") with { Restrictions = Banned });
        var shelf = rig.Shelf();
        var taken = await TakeAsync(shelf, Nothing);
        await rig.Writer.WriteAsync(FactsRig.Facts(6, "gushi", "zhanyi") with { Restrictions = Banned });

        FestivalFacts? newer = null;
        var read = await BytesAsync(rig, async () => newer = await TakeAsync(shelf, FactsStamp.Of(taken)));

        Assert.That((newer!.Stages.Count, newer.Restrictions.Count), Is.EqualTo((2, Banned.Count)));
        Assert.That(read, Is.LessThan(10_000));
    }

    [Test]
    public async Task What_a_newer_build_adds_to_the_same_revision_is_read()
    {
        await using var rig = new FactsRig(_redis);
        var facts = FactsRig.Facts(5, "gushi");
        await rig.Writer.WriteAsync(facts);
        var shelf = rig.Shelf();
        await TakeAsync(shelf, Nothing);

        await rig.Writer.WriteAsync(facts with { RevokedSessions = ["more"] });

        Assert.That((await TakeAsync(shelf, FactsStamp.Of(facts))).RevokedSessions, Is.EqualTo(["more"]));
    }

    [Test]
    public async Task What_was_not_taken_is_read_again()
    {
        await using var rig = new FactsRig(_redis);
        await rig.Writer.WriteAsync(FactsRig.Facts(5, "gushi"));
        var shelf = rig.Shelf();

        _ = await shelf.LookAsync(Nothing);

        Assert.That((await shelf.LookAsync(Nothing))!.Facts.Stages, Has.Count.EqualTo(1));
    }

    private static async Task<FestivalFacts> TakeAsync(FactsShelf shelf, FactsStamp known)
    {
        var fetched = (await shelf.LookAsync(known))!;
        fetched.Take();
        return fetched.Facts;
    }

    /// <summary>How many bytes Redis has sent for <paramref name="work"/>.</summary>
    private static async Task<long> BytesAsync(FactsRig rig, Func<Task> work)
    {
        var first = await SentAsync(rig);
        var second = await SentAsync(rig);
        await work();
        // The answer to INFO itself is as long as the one between the first two.
        return await SentAsync(rig) - second - (second - first);
    }

    private static async Task<long> SentAsync(FactsRig rig)
    {
        // In a script, because the client has no right to administer.
        var stats = (string)(await rig.Database.ScriptEvaluateAsync("return redis.call('INFO', 'stats')"))!;
        var line = stats.Split("\r\n").Single(line => line.StartsWith("total_net_output_bytes:", StringComparison.Ordinal));
        return long.Parse(line.AsSpan(line.IndexOf(':', StringComparison.Ordinal) + 1), CultureInfo.InvariantCulture);
    }
}
