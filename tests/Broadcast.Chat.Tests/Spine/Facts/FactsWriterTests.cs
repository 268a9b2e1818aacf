using System.Text.Json;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Chat.Spine.Leases;

namespace Broadcast.Chat.Tests.Spine.Facts;

[Parallelizable(ParallelScope.All)]
internal sealed class FactsWriterTests
{
    [Test]
    public async Task Facts_are_missing_until_they_are_written_and_after_Redis_lost_them()
    {
        await using var rig = new FactsRig(RunRedis.Server);
        var before = await rig.Writer.StampAsync();

        await rig.Writer.WriteAsync(FactsRig.Facts(1));
        var written = await rig.Writer.StampAsync();
        await rig.Database.KeyDeleteAsync([rig.Keys.FactsParts, rig.Keys.Facts]);

        Assert.That((before, written, await rig.Writer.StampAsync()), Is.EqualTo(((FactsStamp?)null, (FactsStamp?)new FactsStamp(0, "one", 1), (FactsStamp?)null)));
    }

    [Test]
    public async Task A_later_lineage_replaces_an_earlier_one_whatever_the_revisions_and_never_the_other_way_round()
    {
        await using var rig = new FactsRig(RunRedis.Server);
        var old = FactsRig.Facts(50, "gushi") with { Lineage = 1000 };
        var restored = FactsRig.Facts(7, "zhanyi") with { Lineage = 2000, Epoch = "two" };

        var written = new List<bool>();
        foreach (var facts in new[] { old, restored, old, old with { Revision = 51 }, restored, restored with { Revision = 8 } })
            written.Add(await rig.Writer.WriteAsync(facts));

        Assert.That(written, Is.EqualTo(new[] { true, true, false, false, true, true }));
        Assert.That(await rig.Writer.StampAsync(), Is.EqualTo(new FactsStamp(2000, "two", 8)));
    }

    [Test]
    public async Task In_one_epoch_Redis_never_goes_back()
    {
        await using var rig = new FactsRig(RunRedis.Server);
        await rig.Writer.WriteAsync(FactsRig.Facts(5, "gushi"));

        var older = await rig.Writer.WriteAsync(FactsRig.Facts(4, "zhanyi"));

        Assert.That((older, (await rig.Writer.StampAsync())!.Value.Revision), Is.EqualTo((false, 5)));
    }

    [Test]
    public async Task What_a_process_writes_that_lost_its_lease_is_refused_whatever_its_revision()
    {
        await using var rig = new FactsRig(RunRedis.Server);
        await rig.Writer.WriteAsync(FactsRig.Facts(5, "gushi"), new Lease("facts", 2));

        var refused = await Assert.ThrowsAsync<LeaseRefusedException>(() => rig.Writer.WriteAsync(FactsRig.Facts(9, "zhanyi"), new Lease("facts", 1)));
        var before = (await rig.Writer.StampAsync())!.Value.Revision;
        var next = await rig.Writer.WriteAsync(FactsRig.Facts(6, "zhanyi"), new Lease("facts", 3));

        Assert.That((refused!.Seen, before, next), Is.EqualTo((2, 5, true)));
    }

    [Test]
    public async Task A_node_of_an_older_build_finds_the_whole_facts_as_ever()
    {
        await using var rig = new FactsRig(RunRedis.Server);
        var facts = FactsRig.Facts(5, "gushi") with { RevokedSessions = ["ended"], Words = [new WordRule { Text = "casino", Action = WordActions.Block }] };

        await rig.Writer.WriteAsync(facts);

        var document = (string)(await rig.Database.StringGetAsync(rig.Keys.Facts))!;
        var read = JsonSerializer.Deserialize<FestivalFacts>(document, ContractJson.Options)!;
        Assert.That(document, Does.StartWith("{\"revision\":5,\"epoch\":\"one\""), "Look.lua finds both there");
        Assert.That((read.Stages.Single().Id.Value, read.RevokedSessions.Single(), read.Words.Single().Text), Is.EqualTo(("gushi", "ended", "casino")));
    }
}
