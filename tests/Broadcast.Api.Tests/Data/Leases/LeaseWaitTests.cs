using Broadcast.Api.Data;
using Microsoft.EntityFrameworkCore.Storage;
using TestKit;

namespace Broadcast.Api.Tests.Data.Leases;

/// <summary>Two processes that want one lease while a commit is under way: on PostgreSQL, because a SQLite file is for one process.</summary>
internal sealed class LeaseWaitTests
{
    private FencedDatabase _fenced = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _fenced = await FencedDatabase.StartAsync(Engine.Postgres);

    [OneTimeTearDown]
    public async Task StopAsync() => await _fenced.DisposeAsync();

    [SetUp]
    public void Begin() => _fenced.Begin();

    [Test]
    public async Task Nobody_takes_the_lease_between_the_question_and_the_end_of_the_commit()
    {
        var hold = await _fenced.TakeAsync("a");
        await using var database = _fenced.Open(hold);
        await using var transaction = await database.Database.BeginTransactionAsync();
        await hold.CheckAsync(transaction.GetDbTransaction(), database, CancellationToken.None);
        var passing = _fenced.PassOnAsync(hold);
        await Eventually.TrueAsync(async () => (await _fenced.ReadAsync("SELECT 'waits' FROM pg_locks WHERE NOT granted")).Count > 0, "who takes it waits");
        var waits = !passing.IsCompleted;
        await transaction.CommitAsync();
        await passing;

        Assert.That(waits, Is.True);
    }

    [Test]
    public async Task Who_stops_in_its_commit_keeps_the_lease_no_longer_than_it_lasts()
    {
        var hold = await _fenced.TakeAsync("a", TimeSpan.FromMilliseconds(300));
        var before = await _fenced.Host.RevisionAsync();
        await using var database = _fenced.Open(hold);
        await using var transaction = await database.Database.BeginTransactionAsync();
        await FencedDatabase.Raise(database);
        await hold.CheckAsync(transaction.GetDbTransaction(), database, CancellationToken.None);

        await _fenced.PassOnAsync(hold);

        Assert.That(async () => await transaction.CommitAsync(), Throws.Exception.Matches<Exception>(fault => DatabaseAway.Is(fault!)));
        Assert.That(await _fenced.Host.RevisionAsync(), Is.EqualTo(before));
    }
}
