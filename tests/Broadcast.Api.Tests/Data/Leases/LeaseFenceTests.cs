using Broadcast.Api.VillageSites;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Leases;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Tests.Data.Leases;

/// <summary>What the database lets a holder commit.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.Postgres)]
internal sealed class LeaseFenceTests(Engine engine)
{
    private FencedDatabase _fenced = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _fenced = await FencedDatabase.StartAsync(engine);

    [OneTimeTearDown]
    public async Task StopAsync() => await _fenced.DisposeAsync();

    [SetUp]
    public void Begin() => _fenced.Begin();

    [Test]
    public async Task The_holder_commits()
    {
        var before = await _fenced.Host.RevisionAsync();

        await _fenced.RaiseAsync(await _fenced.TakeAsync("a"));

        Assert.That(await _fenced.Host.RevisionAsync(), Is.EqualTo(before + 1));
    }

    [Test]
    public async Task What_a_former_holder_wrote_is_taken_back_at_its_commit()
    {
        var former = await _fenced.TakeAsync("a");
        await _fenced.PassOnAsync(former);
        var before = await _fenced.Host.RevisionAsync();

        var refused = await Assert.ThrowsAsync<LeaseRefusedException>(() => _fenced.RaiseAsync(former));

        Assert.That((refused!.Lease, await _fenced.Host.RevisionAsync()), Is.EqualTo((former.Lease, before)));
    }

    [Test]
    public async Task Nor_does_its_single_save_count()
    {
        var former = await _fenced.TakeAsync("a");
        await _fenced.PassOnAsync(former);
        await using var database = _fenced.Open(former);
        database.Add(new VillageSite
        {
            Id = SiteId.Parse(_fenced.Name.Replace('.', '-')),
            Name = "文化站",
            Village = "陈集村",
            County = "固始县",
            Province = "河南省",
            KeySession = "session",
            KeyMadeAt = DateTimeOffset.UtcNow,
        });

        Assert.That(async () => await database.SaveChangesAsync(), Throws.TypeOf<LeaseRefusedException>());
        await using var reading = _fenced.Host.Open();
        Assert.That(await reading.Set<VillageSite>().CountAsync(), Is.Zero);
    }

    [Test]
    public async Task A_statement_that_would_commit_itself_is_a_fault()
    {
        await using var database = _fenced.Open(await _fenced.TakeAsync("a"));

        Assert.That(async () => await FencedDatabase.Raise(database), Throws.TypeOf<InvalidOperationException>().With.Message.Contains("JoinAsync"));
    }
}
