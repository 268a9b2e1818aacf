using Broadcast.Api.Data;
using Broadcast.Api.Data.Leases;
using Broadcast.Api.VillageSites;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Leases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using TestKit;

namespace Broadcast.Api.Tests.Data.Leases;

/// <summary>What the database lets a holder commit.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.Postgres)]
internal sealed class LeaseFenceTests(Engine engine)
{
    private static readonly TimeSpan Lasting = TimeSpan.FromMinutes(1);
    private TestDatabase _database = null!;
    private DataHost _host = null!;
    private LeaseTable _table = null!;
    private int _made;
    private string _name = "";

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        (_database, _host) = await TestDatabase.StartedAsync(engine);
        _table = new LeaseTable(_host.Services.GetRequiredService<IDbContextFactory<FestivalDb>>(), TimeProvider.System);
    }

    [SetUp]
    public void Name() => _name = $"work.{++_made}";

    [OneTimeTearDown]
    public async Task StopAsync() => await _database.DisposeAsync();

    [Test]
    public async Task The_holder_commits()
    {
        var before = await _host.RevisionAsync();

        await RaiseAsync(await TakeAsync("a"));

        Assert.That(await _host.RevisionAsync(), Is.EqualTo(before + 1));
    }

    [Test]
    public async Task What_a_former_holder_wrote_is_taken_back_at_its_commit()
    {
        var former = await TakeAsync("a");
        await PassOnAsync(former);
        var before = await _host.RevisionAsync();

        var refused = await Assert.ThrowsAsync<LeaseRefusedException>(() => RaiseAsync(former));

        Assert.That((refused!.Lease, await _host.RevisionAsync()), Is.EqualTo((former.Lease, before)));
    }

    [Test]
    public async Task Nor_does_its_single_save_count()
    {
        var former = await TakeAsync("a");
        await PassOnAsync(former);
        await using var database = Open(former);
        database.Add(new VillageSite
        {
            Id = SiteId.Parse(_name.Replace('.', '-')),
            Name = "文化站",
            Village = "陈集村",
            County = "固始县",
            Province = "河南省",
            KeySession = "session",
            KeyMadeAt = DateTimeOffset.UtcNow,
        });

        Assert.That(async () => await database.SaveChangesAsync(), Throws.TypeOf<LeaseRefusedException>());
        await using var reading = _host.Open();
        Assert.That(await reading.Set<VillageSite>().CountAsync(), Is.Zero);
    }

    [Test]
    public async Task A_statement_that_would_commit_itself_is_a_fault()
    {
        await using var database = Open(await TakeAsync("a"));

        Assert.That(async () => await Raise(database), Throws.TypeOf<InvalidOperationException>().With.Message.Contains("JoinAsync"));
    }

    [Test]
    public async Task Nobody_takes_the_lease_between_the_question_and_the_end_of_the_commit()
    {
        if (engine == Engine.Sqlite)
            Assert.Pass("A transaction of SQLite is the only one that writes.");

        var hold = await TakeAsync("a");
        await using var database = Open(hold);
        await using var transaction = await database.Database.BeginTransactionAsync();
        await hold.CheckAsync(transaction.GetDbTransaction(), database, CancellationToken.None);
        var passing = PassOnAsync(hold);
        await Eventually.TrueAsync(async () => (await _database.ReadAsync("SELECT 'waits' FROM pg_locks WHERE NOT granted")).Count > 0, "who takes it waits");
        var waits = !passing.IsCompleted;
        await transaction.CommitAsync();
        await passing;

        Assert.That(waits, Is.True);
    }

    [Test]
    public async Task Who_stops_in_its_commit_keeps_the_lease_no_longer_than_it_lasts()
    {
        if (engine == Engine.Sqlite)
            Assert.Pass("There is no other process.");

        var hold = await TakeAsync("a", TimeSpan.FromMilliseconds(300));
        var before = await _host.RevisionAsync();
        await using var database = Open(hold);
        await using var transaction = await database.Database.BeginTransactionAsync();
        await Raise(database);
        await hold.CheckAsync(transaction.GetDbTransaction(), database, CancellationToken.None);

        await PassOnAsync(hold);

        Assert.That(async () => await transaction.CommitAsync(), Throws.Exception.Matches<Exception>(fault => DatabaseAway.Is(fault!)));
        Assert.That(await _host.RevisionAsync(), Is.EqualTo(before));
    }

    private async Task<LeaseHold> TakeAsync(string holder, TimeSpan? patience = null)
    {
        var number = (await _table.TakeAsync(_name, holder, Lasting, above: 0, CancellationToken.None))!.Value;
        return new LeaseHold(_name, holder, number, patience ?? Lasting, TimeProvider.System, TimeProvider.System.GetTimestamp());
    }

    /// <summary>Its lease ends, and another process takes it.</summary>
    private async Task PassOnAsync(LeaseHold hold)
    {
        await _table.GiveBackAsync(_name, "a", hold.Lease.Number, CancellationToken.None);
        await TakeAsync("b");
    }

    private async Task RaiseAsync(LeaseHold hold)
    {
        await using var database = Open(hold);
        await using var transaction = await database.JoinAsync(CancellationToken.None);
        await Raise(database);
        await transaction.CommitAsync(CancellationToken.None);
    }

    private static Task<int> Raise(FestivalDb database) => database.FactsStates.ExecuteUpdateAsync(state => state.SetProperty(row => row.Revision, row => row.Revision + 1));

    private FestivalDb Open(LeaseHold hold)
    {
        var database = _host.Open();
        database.Hold = hold;
        return database;
    }
}
