using Broadcast.Api.Tests.Data;
using Npgsql;
using TestKit;
using TestKit.Postgres;

namespace Broadcast.Api.Tests.Windows;

/// <summary>An entry whose connection breaks in its commit is answered as what it was, and is counted once.</summary>
internal sealed class CutEntryTests
{
    [TestCase(CuttingProxy.Moment.BeforeItsAnswer, "repeated", TestName = "An_entry_whose_commit_is_not_answered_is_known_by_its_digest")]
    [TestCase(CuttingProxy.Moment.BeforeItIsSent, "ok", TestName = "An_entry_whose_commit_never_arrived_fails_and_may_be_sent_again")]
    public async Task An_entry_whose_connection_breaks(CuttingProxy.Moment moment, string again)
    {
        await using var proxy = new CuttingProxy(RunPostgres.Server.Port);
        var cut = new NpgsqlConnectionStringBuilder(await RunPostgres.DatabaseAsync()) { Port = proxy.Port };
        await using var database = new TestDatabase(Engine.Postgres, cut.ToString());
        var host = database.Host();
        await host.StartAsync();
        using var rig = new BookRig(host, TimeProvider.System);
        await rig.ScheduleAsync("gushi.cut", opensAt: null, lasts: 60_000);
        await rig.TakeAsync((kernel, book) => kernel.OpenAsync(book, "gushi.cut", BookRig.Anchor, CancellationToken.None));

        proxy.CutAt(moment);
        var entered = rig.EnterAsync("gushi.cut", "mei", 1, rig.Now, key: "once");

        if (moment == CuttingProxy.Moment.BeforeItsAnswer)
            Assert.That((await entered.WaitAsync(Eventually.Patience)).Verdict, Is.EqualTo("ok"));
        else
            await Assert.ThatAsync(() => entered, Throws.InstanceOf<NpgsqlException>().Or.InstanceOf<InvalidOperationException>());
        Assert.That(proxy.Cuts, Is.EqualTo(1));
        Assert.That((await rig.EnterAsync("gushi.cut", "mei", 1, rig.Now, key: "once")).Verdict, Is.EqualTo(again));
        Assert.That(await rig.EntriesAsync("gushi.cut"), Has.Count.EqualTo(1));
        Assert.That((await rig.WindowAsync("gushi.cut")).CountList, Is.EqualTo([0L, 1L, 0L]));
    }
}
