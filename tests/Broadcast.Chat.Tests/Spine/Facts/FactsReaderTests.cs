using System.Text.Json;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Redis;
using TestKit;
using TestKit.Redis;

namespace Broadcast.Chat.Tests.Spine.Facts;

[Parallelizable(ParallelScope.All)]
internal sealed class FactsReaderTests
{
    private static readonly StageId Gushi = StageId.Parse("gushi");
    private static readonly StageId Zhanyi = StageId.Parse("zhanyi");

    [Test]
    public async Task Facts_that_are_there_are_taken_at_the_start_and_told()
    {
        await using var rig = new FactsRig(RunRedis.Server);
        await rig.Writer.WriteAsync(FactsRig.Facts(7, "gushi"));

        await rig.StartAsync();
        await rig.TakesAsync(7);
        await rig.ReadsAsync();

        Assert.Multiple(() =>
        {
            Assert.That(rig.Reader.Current.HaveCome, Is.True);
            Assert.That(rig.Reader.Current.Stage(Gushi), Is.Not.Null);
            Assert.That(rig.Changes, Is.EqualTo(1), "told once, however often they are read");
        });
    }

    [Test]
    public async Task Before_there_are_any_facts_there_are_none_and_nothing_is_told()
    {
        await using var rig = new FactsRig(RunRedis.Server);
        await rig.StartAsync();
        await rig.ReadsAsync();

        Assert.Multiple(() =>
        {
            Assert.That(rig.Reader.Current.HaveCome, Is.False);
            Assert.That(rig.Reader.Current.Rooms, Is.Empty);
            Assert.That(rig.Changes, Is.Zero);
        });
        await rig.Writer.WriteAsync(FactsRig.Facts(1));
        await Eventually.TrueAsync(() => rig.Reader.Current.HaveCome, "an empty database has facts too");
    }

    [Test]
    public async Task A_newer_revision_replaces_the_whole_of_the_older()
    {
        await using var rig = new FactsRig(RunRedis.Server);
        await rig.StartAsync();
        await rig.Writer.WriteAsync(FactsRig.Facts(1, "gushi"));
        await rig.TakesAsync(1);

        await rig.Writer.WriteAsync(FactsRig.Facts(2, "zhanyi"));
        await rig.TakesAsync(2);

        Assert.Multiple(() =>
        {
            Assert.That(rig.Reader.Current.Stage(Zhanyi), Is.Not.Null);
            Assert.That(rig.Reader.Current.Stage(Gushi), Is.Null);
        });
    }

    [Test]
    public async Task A_notice_is_acted_on_at_once()
    {
        const int rounds = 10;
        await using var rig = new FactsRig(RunRedis.Server);
        await rig.Writer.WriteAsync(FactsRig.Facts(1));
        await rig.StartAsync();
        await rig.TakesAsync(1);

        var began = TimeProvider.System.GetTimestamp();
        for (var revision = 2; revision < 2 + rounds; revision++)
        {
            await rig.Writer.WriteAsync(FactsRig.Facts(revision));
            await rig.TakesAsync(revision);
        }

        // By its own looks alone, each round would take two seconds.
        Assert.That(TimeProvider.System.GetElapsedTime(began), Is.LessThan(TimeSpan.FromSeconds(rounds)));
    }

    [Test]
    public async Task A_lost_notice_is_made_up_for_at_the_next_look()
    {
        await using var rig = new FactsRig(RunRedis.Server);
        await using var other = new FactsRig(RunRedis.Server);
        await rig.Writer.WriteAsync(FactsRig.Facts(1));
        await rig.StartAsync();
        await rig.TakesAsync(1);

        // Written under the other's name, so that the notice goes to nobody, and moved.
        await other.Writer.WriteAsync(FactsRig.Facts(2, "gushi"));
        await MoveAsync(other, rig);

        await rig.TakesAsync(2);
        Assert.That(rig.Reader.Current.Stage(Gushi), Is.Not.Null);
    }

    [TestCase(1)]
    [TestCase(4)]
    public async Task An_older_document_of_the_same_database_is_passed_over(long revision)
    {
        await using var rig = new FactsRig(RunRedis.Server);
        await rig.Writer.WriteAsync(FactsRig.Facts(5, "gushi"));
        await rig.StartAsync();
        await rig.TakesAsync(5);

        await rig.Writer.WriteAsync(FactsRig.Facts(revision, "zhanyi"));
        await rig.ReadsAsync();

        Assert.Multiple(() =>
        {
            Assert.That(rig.Reader.Current.Stage(Gushi), Is.Not.Null);
            Assert.That(rig.Reader.Current.Stage(Zhanyi), Is.Null);
            Assert.That(rig.Changes, Is.EqualTo(1));
        });
    }

    [Test]
    public async Task A_document_of_another_database_is_taken_whatever_its_revision()
    {
        await using var rig = new FactsRig(RunRedis.Server);
        await rig.Writer.WriteAsync(FactsRig.Facts(5, "gushi"));
        await rig.StartAsync();
        await rig.TakesAsync(5);

        await rig.Writer.WriteAsync(FactsRig.Facts(1, "zhanyi") with { Epoch = "two" });

        await rig.TakesAsync(1);
        Assert.That(rig.Reader.Current.Stage(Zhanyi), Is.Not.Null);
    }

    [Test]
    public async Task A_database_of_a_later_lineage_wins_and_the_earlier_one_never_comes_back()
    {
        await using var rig = new FactsRig(RunRedis.Server);
        await using var other = new FactsRig(RunRedis.Server);
        await rig.Writer.WriteAsync(FactsRig.Facts(50, "gushi") with { Lineage = 1000 });
        await rig.StartAsync();
        await rig.TakesAsync(50);

        await rig.Writer.WriteAsync(FactsRig.Facts(7, "zhanyi") with { Epoch = "two", Lineage = 2000 });
        await rig.TakesAsync(7);
        // Redis may go back when it loses its newest data.
        await other.Writer.WriteAsync(FactsRig.Facts(51, "gushi") with { Lineage = 1000 });
        await MoveAsync(other, rig);
        await rig.ReadsAsync();

        Assert.That(rig.Reader.Current.Stage(Zhanyi), Is.Not.Null);
        Assert.That(rig.Changes, Is.EqualTo(2));
    }

    [Test]
    public async Task What_an_Api_of_an_older_build_writes_is_taken_before_and_after_a_newer_one()
    {
        await using var rig = new FactsRig(RunRedis.Server);
        await rig.StartAsync();

        await OlderBuildAsync(rig, FactsRig.Facts(1, "gushi"));
        await rig.TakesAsync(1);
        await rig.Writer.WriteAsync(FactsRig.Facts(2, "zhanyi"));
        await rig.TakesAsync(2);
        await OlderBuildAsync(rig, FactsRig.Facts(3, "gushi"));
        await rig.TakesAsync(3);

        Assert.That(rig.Reader.Current.Stage(Gushi), Is.Not.Null);
        await rig.Writer.WriteAsync(FactsRig.Facts(4, "gushi", "zhanyi"));
        await rig.TakesAsync(4);
        Assert.That(rig.Reader.Current.Facts.Stages, Has.Count.EqualTo(2));
    }

    [TestCase("{", Description = "cut off")]
    [TestCase("""{"stages":[]}""", Description = "a property is missing")]
    [TestCase("""{"stages":[],"relays":[{"channel":"NO SLUG"}]}""", Description = "an id that cannot be")]
    [TestCase("null")]
    [TestCase("9")]
    public async Task A_part_that_cannot_be_read_leaves_the_last_facts_in_force(string part)
    {
        await using var rig = new FactsRig(RunRedis.Server);
        await rig.Writer.WriteAsync(FactsRig.Facts(5, "gushi"));
        await rig.StartAsync();
        await rig.TakesAsync(5);

        await rig.Database.HashSetAsync(
            rig.Keys.FactsParts, [new("revision", 6), new(FactsParts.Programme, part), new($"version {FactsParts.Programme}", "another")]);
        await rig.ReadsAsync();

        Assert.That(rig.Reader.Current.Stage(Gushi), Is.Not.Null);
        await rig.Writer.WriteAsync(FactsRig.Facts(7));
        await rig.TakesAsync(7);
    }

    [TestCase("{", Description = "cut off")]
    [TestCase("""{"revision":9,"epoch":"one"}""", Description = "parts are missing")]
    [TestCase("""{"revision":9,"epoch":"one","stages":[],"relays":[{"channel":"NO SLUG"}],"products":[],"revokedSessions":[]}""", Description = "an id that cannot be")]
    [TestCase("null")]
    [TestCase("9")]
    public async Task What_cannot_be_read_leaves_the_last_facts_in_force(string document)
    {
        await using var rig = new FactsRig(RunRedis.Server);
        await rig.Writer.WriteAsync(FactsRig.Facts(5, "gushi"));
        await rig.StartAsync();
        await rig.TakesAsync(5);

        await rig.Database.StringSetAsync(rig.Keys.Facts, document);
        await rig.ReadsAsync();

        Assert.That(rig.Reader.Current.Stage(Gushi), Is.Not.Null);
        await rig.Writer.WriteAsync(FactsRig.Facts(6));
        await rig.TakesAsync(6);
    }

    [Test]
    public async Task Facts_that_contradict_themselves_leave_the_last_ones_in_force()
    {
        await using var rig = new FactsRig(RunRedis.Server);
        await rig.Writer.WriteAsync(FactsRig.Facts(5, "gushi"));
        await rig.StartAsync();
        await rig.TakesAsync(5);

        await rig.Writer.WriteAsync(FactsRig.Facts(6, "zhanyi", "zhanyi"));
        await rig.ReadsAsync();

        Assert.That(rig.Reader.Current.Facts.Revision, Is.EqualTo(5));
        await rig.Writer.WriteAsync(FactsRig.Facts(7));
        await rig.TakesAsync(7);
    }

    [Test]
    public async Task Facts_that_are_gone_from_Redis_stay_in_force()
    {
        await using var rig = new FactsRig(RunRedis.Server);
        await rig.Writer.WriteAsync(FactsRig.Facts(5, "gushi"));
        await rig.StartAsync();
        await rig.TakesAsync(5);

        await rig.Database.KeyDeleteAsync([rig.Keys.FactsParts, rig.Keys.Facts]);
        await rig.ReadsAsync();

        Assert.That(rig.Reader.Current.Stage(Gushi), Is.Not.Null);
    }

    [Test]
    public async Task A_listener_that_fails_keeps_the_facts_from_nobody()
    {
        await using var rig = new FactsRig(RunRedis.Server);
        var heard = 0;
        rig.Reader.Changed += _ => throw new InvalidOperationException("A fault of this listener.");
        rig.Reader.Changed += _ => Interlocked.Increment(ref heard);
        await rig.StartAsync();

        await rig.Writer.WriteAsync(FactsRig.Facts(1));
        await Eventually.TrueAsync(() => Volatile.Read(ref heard) == 1, "the next listener is told");
        await rig.Writer.WriteAsync(FactsRig.Facts(2));

        await Eventually.TrueAsync(() => Volatile.Read(ref heard) == 2, "and of the next facts too");
    }

    [Test]
    public async Task While_Redis_is_away_the_last_facts_stay_and_newer_ones_are_taken_when_it_is_back()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var rig = new FactsRig(redis);
        await rig.Writer.WriteAsync(FactsRig.Facts(5, "gushi"));
        await rig.StartAsync();
        await rig.TakesAsync(5);

        await redis.KillAsync();
        await Eventually.TrueAsync(() => rig.Warned > 0, "the reader finds Redis away");
        Assert.That(rig.Reader.Current.Stage(Gushi), Is.Not.Null);
        await redis.StartAgainAsync();

        await Eventually.TrueAsync(
            async () =>
            {
                try
                {
                    await rig.Writer.WriteAsync(FactsRig.Facts(6));
                    return true;
                }
                catch (Exception away) when (RedisAway.Is(away))
                {
                    return false;
                }
            },
            "newer facts are written");
        await rig.TakesAsync(6);
    }

    /// <summary>Puts what one has written in the place of what the other has written; nobody is told.</summary>
    private static async Task MoveAsync(FactsRig from, FactsRig to)
    {
        var (parts, document) = (await from.Database.KeyDumpAsync(from.Keys.FactsParts), await from.Database.KeyDumpAsync(from.Keys.Facts));
        await to.Database.ExecuteAsync("RESTORE", to.Keys.FactsParts, 0, parts!, "REPLACE");
        await to.Database.ExecuteAsync("RESTORE", to.Keys.Facts, 0, document!, "REPLACE");
    }

    /// <summary>Writes as a build does that knows no parts and no lineage.</summary>
    private static async Task OlderBuildAsync(FactsRig rig, FestivalFacts facts)
    {
        var document = JsonSerializer.SerializeToNode(facts, ContractJson.Options)!.AsObject();
        document.Remove("lineage");
        await rig.Database.StringSetAsync(rig.Keys.Facts, document.ToJsonString(ContractJson.Options));
        await rig.Database.PublishAsync(rig.Keys.FactsChanged, facts.Revision);
    }
}
