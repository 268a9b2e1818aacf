using Broadcast.Api.Data;
using Broadcast.Api.Data.Leases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Broadcast.Api.Tests.Data.Leases;

[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.Postgres)]
internal sealed class LeaseTableTests(Engine engine)
{
    private static readonly TimeSpan Lasting = TimeSpan.FromSeconds(5);
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private TestDatabase _database = null!;
    private DataHost _host = null!;
    private LeaseTable _table = null!;
    private int _made;
    private string _name = "";

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        (_database, _host) = await TestDatabase.StartedAsync(engine);
        _table = Table(_time);
    }

    [SetUp]
    public void Name() => _name = $"work.{++_made}";

    [OneTimeTearDown]
    public async Task StopAsync() => await _database.DisposeAsync();

    [Test]
    public async Task A_lease_is_one_holders_until_it_ends_and_the_next_one_has_a_higher_number()
    {
        var first = await TakeAsync("a");
        var early = await TakeAsync("b");
        _time.Advance(Lasting);
        var second = await TakeAsync("b");

        Assert.That(early, Is.Null);
        Assert.That(second, Is.GreaterThan(first!.Value));
    }

    [Test]
    public async Task A_lease_that_is_renewed_does_not_end_and_one_that_another_has_is_not_renewed()
    {
        await TakeAsync("a");
        _time.Advance(Lasting / 2);
        await RenewAsync("a");
        _time.Advance(Lasting / 2);
        var early = await TakeAsync("b");
        _time.Advance(Lasting);
        await TakeAsync("b");
        var before = await RowAsync();
        _time.Advance(Lasting / 2);
        await RenewAsync("a");
        var after = await RowAsync();

        Assert.That(early, Is.Null);
        Assert.That((before.Holder, after.Holder, after.Until), Is.EqualTo(("b", "b", before.Until)));
    }

    [Test]
    public async Task One_that_is_given_back_is_free_at_once_and_only_its_holder_gives_it_back()
    {
        var number = (await TakeAsync("a"))!.Value;

        await _table.GiveBackAsync(_name, "b", number, CancellationToken.None);
        await _table.GiveBackAsync(_name, "a", number - 1, CancellationToken.None);
        var early = await TakeAsync("b");
        await _table.GiveBackAsync(_name, "a", number, CancellationToken.None);
        var next = await TakeAsync("b");

        Assert.That(early, Is.Null);
        Assert.That(next, Is.GreaterThan(number));
    }

    [Test]
    public async Task Of_many_that_take_a_free_one_at_once_one_has_it()
    {
        for (var round = 0; round < 3; round++)
        {
            var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => TakeAsync($"p{i}"))));

            Assert.That(taken.Count(number => number is not null), Is.EqualTo(1));
            _time.Advance(Lasting);
        }
    }

    [Test]
    public async Task A_number_is_above_what_another_store_has_seen_and_what_a_restored_database_has_forgotten()
    {
        var first = (await TakeAsync("a"))!.Value;
        var above = await _table.TakeAsync(_name, "a", Lasting, above: first + 1_000, CancellationToken.None);
        await _database.ExecuteAsync($"""UPDATE "Facts" SET "Lineage" = {first + 5_000}""");
        var restored = await TakeAsync("a");

        Assert.That((above - first, restored - first), Is.EqualTo((1_001, 5_000)));
    }

    [Test]
    public async Task An_end_that_only_a_wrong_clock_sets_keeps_nobody_off()
    {
        var wrong = new FakeTimeProvider(_time.GetUtcNow().AddDays(1));
        var first = await Table(wrong).TakeAsync(_name, "a", Lasting, above: 0, CancellationToken.None);

        Assert.That(await TakeAsync("b"), Is.GreaterThan(first!.Value));
    }

    [Test]
    public async Task A_lease_is_asked_for_once_and_the_next_holder_is_not_asked()
    {
        await TakeAsync("a");
        await _table.AskAsync(await RowAsync(), "b", CancellationToken.None);
        await _table.AskAsync(await RowAsync(), "c", CancellationToken.None);
        var asked = (await RowAsync()).Asked;
        _time.Advance(Lasting);
        await TakeAsync("b");

        Assert.That((asked, (await RowAsync()).Asked), Is.EqualTo(("b", (string?)null)));
    }

    private LeaseTable Table(TimeProvider time) => new(_host.Services.GetRequiredService<IDbContextFactory<FestivalDb>>(), time);

    private Task<long?> TakeAsync(string holder) => _table.TakeAsync(_name, holder, Lasting, above: 0, CancellationToken.None);

    private Task RenewAsync(string holder) => _table.RenewAsync(holder, [_name], Lasting, CancellationToken.None);

    private async Task<LeaseRow> RowAsync() => (await _table.ReadAsync(CancellationToken.None)).Single(row => row.Name == _name);
}
