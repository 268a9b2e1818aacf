using Broadcast.Api.Data;
using Broadcast.Api.Outbox;
using Broadcast.Api.Shops;
using Broadcast.Api.Tests.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Broadcast.Api.Tests.Outbox;

/// <summary>
/// What is left of a message when a process dies at any moment: before it is taken, while it is taken, after the shop has it and before that is
/// written. It is sent again, and never lost.
/// </summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.Postgres)]
internal sealed class OutboxQueueTests(Engine engine)
{
    private static readonly OutboxOptions Settings = new() { Tries = 5 };
    private TestDatabase _database = null!;
    private DataHost _host = null!;
    private FakeTimeProvider _time = null!;
    private OutboxBook _book = null!;
    private OutboxQueue _one = null!;
    private OutboxQueue _other = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => (_database, _host) = await TestDatabase.StartedAsync(engine);

    [OneTimeTearDown]
    public async Task StopAsync() => await _database.DisposeAsync();

    [SetUp]
    public async Task BeginAsync()
    {
        _time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        (_book, _one, _other) = (new OutboxBook(_time), Process(), Process());
        await _database.ExecuteAsync("""DELETE FROM "OutboxMessages" """);
        await _database.ExecuteAsync("""DELETE FROM "Shops" """);
        await using var database = _host.Open();
        database.Add(new Shop { Id = "well", Name = "Well", Connector = ShopConnectors.Signed, Url = "https://shop.example", Secret = [1], MadeAt = _time.GetUtcNow(), MadeBy = "test" });
        await database.SaveChangesAsync();
    }

    [Test]
    public async Task A_message_is_there_if_and_only_if_its_cause_is_committed()
    {
        await AddAsync("a", isCommitted: false);
        Assert.That(await _one.DueShopsAsync(CancellationToken.None), Is.Empty);

        await AddAsync("a");

        Assert.That(await _one.DueShopsAsync(CancellationToken.None), Is.EqualTo(["well"]));
        Assert.That(await TakeAsync(_one), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task What_a_dead_process_has_taken_another_one_sends_when_the_time_is_up_and_only_that_one_decides()
    {
        await AddAsync("a");
        var lost = (await TakeAsync(_one)).Single();
        Assert.That(await TakeAsync(_other), Is.Empty);

        _time.Advance(Settings.Lease);
        var again = (await TakeAsync(_other)).Single();

        Assert.That((again.MessageId, again.Attempt), Is.EqualTo((lost.MessageId, lost.Attempt + 1)));
        Assert.That(await _one.SentAsync(lost, CancellationToken.None), Is.False, "it was away for too long");
        Assert.That(await _one.FailedAsync(lost, "late", CancellationToken.None), Is.False);
        Assert.That(await _other.SentAsync(again, CancellationToken.None), Is.True);
        _time.Advance(TimeSpan.FromDays(1));
        Assert.That(await TakeAsync(_one), Is.Empty);
    }

    [Test]
    public async Task Of_a_subject_one_is_under_way_and_subjects_do_not_wait_for_each_other()
    {
        await AddAsync("a", "a", "b");

        var first = await TakeAsync(_one);
        Assert.That(first.Select(message => message.Type), Is.EqualTo(["a.0", "b.2"]));
        await _one.FailedAsync(first[0], "status 500", CancellationToken.None);
        await _one.SentAsync(first[1], CancellationToken.None);
        Assert.That(await TakeAsync(_other), Is.Empty, "the second of a waits for the first");

        _time.Advance(Settings.FirstPause);
        await _other.SentAsync((await TakeAsync(_other)).Single(), CancellationToken.None);
        Assert.That((await TakeAsync(_other)).Single().Type, Is.EqualTo("a.1"));
    }

    [Test]
    public async Task What_waits_behind_another_is_not_the_next_that_is_due()
    {
        await AddAsync("a", "a");
        Assert.That(await _one.NextAsync("well", CancellationToken.None), Is.LessThanOrEqualTo(_time.GetUtcNow()));

        await _one.FailedAsync((await TakeAsync(_one)).Single(), "status 500", CancellationToken.None);

        Assert.That(await _one.DueShopsAsync(CancellationToken.None), Is.EqualTo(["well"]), "the second one seems due");
        Assert.That(await _one.NextAsync("well", CancellationToken.None), Is.GreaterThan(_time.GetUtcNow()));
        Assert.That(await _one.NextAsync("other", CancellationToken.None), Is.Null);
    }

    [Test]
    public void A_shop_rests_until_something_is_due_or_an_operator_asks()
    {
        var rests = new ShopRests(_time);
        rests.Add("well", _time.GetUtcNow().AddSeconds(4), rests.Round);
        rests.Add("mill", _time.GetUtcNow().AddHours(1), rests.Round);
        Assert.That((rests.Has("well"), rests.Has("mill"), rests.Has("farm")), Is.EqualTo((true, true, false)));
        _time.Advance(TimeSpan.FromSeconds(4));
        Assert.That((rests.Has("well"), rests.Has("mill")), Is.EqualTo((false, true)));
        _time.Advance(TimeSpan.FromSeconds(6));
        Assert.That(rests.Has("mill"), Is.False, "it is looked at every ten seconds");

        var before = rests.Round;
        rests.Add("well", next: null, before);
        rests.End();

        Assert.That(rests.Has("well"), Is.False);
        rests.Add("well", next: null, before);
        Assert.That(rests.Has("well"), Is.False, "it was looked at before the operator asked");
    }

    [Test]
    public async Task Two_processes_that_take_at_once_take_each_message_once()
    {
        await AddAsync([.. Enumerable.Range(0, 12).Select(i => $"s{i}")]);

        var taken = await Task.WhenAll(Task.Run(() => TakeAsync(_one)), Task.Run(() => TakeAsync(_other)));

        Assert.That(taken.SelectMany(message => message).Select(message => message.MessageId), Is.Unique);
        Assert.That(taken.Sum(message => message.Count) + (await TakeAsync(_one)).Count, Is.EqualTo(12));
    }

    [Test]
    public async Task Pauses_grow_until_it_is_parked_and_sent_again_it_begins_anew()
    {
        await AddAsync("a");
        for (var tries = 1; tries < Settings.Tries; tries++)
        {
            var message = (await TakeAsync(_one)).Single();
            Assert.That(await _one.FailedAsync(message, new string('x', 1000), CancellationToken.None), Is.False);
            var row = await RowAsync();
            Assert.That(row.NextAt - _time.GetUtcNow(), Is.InRange(OutboxPace.BoundOf(tries, Settings) / 2.01, OutboxPace.BoundOf(tries, Settings)));
            _time.Advance(OutboxPace.BoundOf(tries, Settings));
        }

        Assert.That(await _one.FailedAsync((await TakeAsync(_one)).Single(), "status 500", CancellationToken.None), Is.True);
        _time.Advance(TimeSpan.FromDays(1));
        Assert.That(await TakeAsync(_one), Is.Empty);
        Assert.That(((await RowAsync()).State, (await RowAsync()).LastError), Is.EqualTo((OutboxStates.Parked, "status 500")));
        await using var database = _host.Open();
        Assert.That(await _one.AllAgainAsync(database, "other", CancellationToken.None), Is.Zero);
        await _one.AgainAsync(database, (await RowAsync()).Id, CancellationToken.None);
        Assert.That((await TakeAsync(_one)).Single().Tries, Is.EqualTo(1));
    }

    [Test]
    public async Task Sent_again_during_its_last_try_it_is_not_given_up_and_is_due_at_once()
    {
        await AddAsync("a");
        OutboxTry message = null!;
        for (var tries = 1; tries <= Settings.Tries; tries++)
        {
            message = (await TakeAsync(_one)).Single();
            if (tries == Settings.Tries)
                break;
            await _one.FailedAsync(message, "status 500", CancellationToken.None);
            _time.Advance(OutboxPace.BoundOf(tries, Settings));
        }

        await using var database = _host.Open();
        await _other.AgainAsync(database, message.Id, CancellationToken.None);
        Assert.That(await TakeAsync(_other), Is.Empty, "it is still tried");
        Assert.That(await _one.FailedAsync(message, "status 503", CancellationToken.None), Is.False);

        Assert.That((await RowAsync()).LastError, Is.EqualTo("status 503"));
        Assert.That((await TakeAsync(_other)).Single().Tries, Is.EqualTo(1));
    }

    [TestCase(1, 2)]
    [TestCase(2, 4)]
    [TestCase(11, 2048)]
    [TestCase(12, 3600)]
    [TestCase(1000, 3600)]
    public void The_bound_of_a_pause_doubles_up_to_an_hour(int tries, int seconds) =>
        Assert.That(OutboxPace.BoundOf(tries, Settings), Is.EqualTo(TimeSpan.FromSeconds(seconds)));

    private OutboxQueue Process() => new(_host.Services.GetRequiredService<IDbContextFactory<FestivalDb>>(), Options.Create(Settings), _time);

    private static Task<IReadOnlyList<OutboxTry>> TakeAsync(OutboxQueue process) => process.TakeAsync("well", 8, CancellationToken.None);

    private Task AddAsync(params string[] subjects) => AddAsync(isCommitted: true, subjects);

    private Task AddAsync(string subject, bool isCommitted) => AddAsync(isCommitted, subject);

    private async Task AddAsync(bool isCommitted, params string[] subjects)
    {
        await using var database = _host.Open();
        await using var transaction = await database.JoinAsync(CancellationToken.None);
        for (var i = 0; i < subjects.Length; i++)
        {
            await _book.AddAsync(database, new ShopNews($"{subjects[i]}.{i}", subjects[i], new Nothing()), CancellationToken.None);
            await database.SaveChangesAsync();
        }

        if (isCommitted)
            await transaction.CommitAsync(CancellationToken.None);
    }

    private async Task<OutboxMessage> RowAsync()
    {
        await using var database = _host.Open();
        return await database.OutboxMessages.AsNoTracking().SingleAsync();
    }

    private sealed record Nothing : IShopNewsData;
}
