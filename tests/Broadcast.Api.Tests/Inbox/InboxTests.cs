using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Broadcast.Api.Inbox;
using Broadcast.Api.Tests.Tickets;
using Broadcast.Chat.Contracts.Ids;
using CsCheck;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Tests.Inbox;

/// <summary>Inboxes as their persons read them, and as features write to them.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.Postgres)]
public sealed class InboxTests(Engine engine)
{
    private PersonLogin _login = null!;
    private ApiHost _host = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _login = await PersonLogin.StartAsync();
        _host = await ApiHost.StartAsync(engine, _login.Settings);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _host.DisposeAsync();
        await _login.DisposeAsync();
    }

    [Test]
    public async Task Only_persons_have_one()
    {
        var ticket = await _host.Anonymous.PostAsync("/api/v1/tickets", new { name = "Lin" }).OkAsync();
        using var guest = _host.Client(ticket.GetProperty("ticket").GetString());
        await using var mei = Person();

        await _host.Anonymous.GetAsync("/api/v1/my/inbox").RefusedAsync(HttpStatusCode.Unauthorized, "auth.required");
        await guest.GetAsync("/api/v1/my/inbox").RefusedAsync(HttpStatusCode.Forbidden, "person.required");
        await guest.PutAsJsonAsync("/api/v1/my/inbox/read", new { position = 1 }).RefusedAsync(HttpStatusCode.Forbidden, "person.required");
        var page = await mei.PageAsync();

        Assert.That(page.GetRawText(), Is.EqualTo("""{"items":[],"next":null,"last":0,"read":0}"""));
    }

    [Test]
    public async Task Pages_go_from_the_oldest_to_the_newest_without_hole_or_repeat()
    {
        await using var mei = Person();
        await using var lin = Person();
        await lin.AddAsync(1);
        await mei.AddAsync(1, 2, 3);
        await mei.AddAsync(4, 5, 6, 7);

        var read = new List<long>();
        for (long? after = 0; after is not null;)
        {
            var page = await mei.PageAsync($"?after={after}&limit=3");
            read.AddRange(InboxReader.Positions(page));
            after = page.GetProperty("next") is { ValueKind: JsonValueKind.Number } next ? next.GetInt64() : null;
        }

        var rest = await mei.PageAsync("?after=5");
        var none = await mei.PageAsync("?after=7");
        var first = (await mei.PageAsync("?limit=1")).GetProperty("items")[0];
        Assert.Multiple(() =>
        {
            Assert.That(read, Is.EqualTo([1L, 2, 3, 4, 5, 6, 7]));
            Assert.That(InboxReader.Positions(rest), Is.EqualTo([6L, 7]));
            Assert.That((InboxReader.Positions(none).Count, none.GetProperty("last").GetInt64()), Is.EqualTo((0, 7L)));
            Assert.That(first.GetProperty("type").GetString(), Is.EqualTo("prize.won"));
            Assert.That(first.GetProperty("data").GetRawText(), Is.EqualTo("""{"question":"gushi.1","stage":"gushi","text":"几只鹅？","rank":1}"""));
        });
    }

    [Test]
    public async Task What_one_device_has_read_another_knows_and_it_never_goes_back()
    {
        await using var mei = Person();
        await mei.AddAsync(1, 2, 3);

        var read = new List<long>();
        foreach (var position in new[] { 2, 1, 99 })
            read.Add((await mei.Http.PutAsJsonAsync("/api/v1/my/inbox/read", new { position }).OkAsync()).GetProperty("read").GetInt64());

        Assert.That(read, Is.EqualTo([2L, 2, 3]), "no further than what there is");
        Assert.That((await mei.PageAsync()).GetProperty("read").GetInt64(), Is.EqualTo(3));
        await mei.Http.PutAsJsonAsync("/api/v1/my/inbox/read", new { }).RefusedAsync(HttpStatusCode.BadRequest, "inbox.position");
        await mei.Http.PutAsJsonAsync("/api/v1/my/inbox/read", new { position = -1 }).RefusedAsync(HttpStatusCode.BadRequest, "inbox.position");
    }

    [Test]
    public async Task An_entry_is_there_only_if_its_cause_is_committed_and_only_once()
    {
        await using var mei = Person();
        await using (var database = _host.Database())
        {
            await using var transaction = await database.Database.BeginTransactionAsync();
            await Book.AddAsync(database, [InboxReader.Item(mei.Viewer, 1)], CancellationToken.None);
            await transaction.RollbackAsync();
        }

        await mei.AddAsync(2, 2);
        await mei.AddAsync(2, 3);

        Assert.That(await mei.PositionsAsync(), Is.EqualTo([1L, 2]));
        await using var bare = _host.Database();
        await Assert.ThrowsAsync<InvalidOperationException>(() => Book.AddAsync(bare, [InboxReader.Item(mei.Viewer, 4)], CancellationToken.None));
    }

    /// <summary>Each run has its own persons. A failure names its seed, for CsCheck_Seed.</summary>
    [Test]
    public Task Positions_have_no_holes_whoever_adds_at_the_same_time_and_whatever_is_rolled_back() =>
        (from commits in Gen.Bool from persons in Gen.Int[0, 2].Array[1, 3] select (Commits: commits, Persons: persons)).Array[2, 12].SampleAsync(
            async causes =>
            {
                var persons = Enumerable.Range(0, 3).Select(_ => ViewerId.Parse($"person:{Guid.NewGuid():N}")).ToList();

                await Task.WhenAll(causes.Select((cause, number) => Task.Run(async () =>
                {
                    await using var database = _host.Database();
                    await using var transaction = await database.Database.BeginTransactionAsync();
                    await Book.AddAsync(database, cause.Persons.Select(person => InboxReader.Item(persons[person], number)), CancellationToken.None);
                    if (cause.Commits)
                        await transaction.CommitAsync();
                })));

                await using var after = _host.Database();
                foreach (var (person, index) in persons.Select((person, index) => (person, index)))
                {
                    var positions = await after.InboxItems.Where(item => item.Viewer == person).OrderBy(item => item.Position).Select(item => item.Position).ToListAsync();
                    var expected = causes.Count(cause => cause.Commits && cause.Persons.Contains(index));
                    Assert.That(positions, Is.EqualTo(Enumerable.Range(1, expected).Select(position => (long)position)));
                }
            },
            iter: 15,
            threads: 1);

    [Test]
    public async Task A_new_entry_removes_the_oldest_of_too_many_and_old_ones_go_after_their_time()
    {
        await using var mei = Person();
        await mei.AddAsync(1, 2, 3);
        await using (var database = _host.Database())
        {
            await using var transaction = await database.Database.BeginTransactionAsync();
            var small = new InboxBook(Options.Create(new InboxOptions { MostPerPerson = 3 }), TimeProvider.System);
            await small.AddAsync(database, [InboxReader.Item(mei.Viewer, 4), InboxReader.Item(mei.Viewer, 5)], CancellationToken.None);
            await transaction.CommitAsync();
        }

        var before = await mei.PositionsAsync();
        // From here on the host's own cleaner may remove it as well.
        await using (var database = _host.Database())
        {
            await database.InboxItems.Where(item => item.Viewer == mei.Viewer && item.Position == 3)
                .ExecuteUpdateAsync(set => set.SetProperty(item => item.At, DateTimeOffset.UtcNow.AddDays(-181)));
        }

        await _host.Services.GetRequiredService<InboxCleaner>().CleanAsync(CancellationToken.None);
        await mei.AddAsync(6);

        Assert.That(before, Is.EqualTo([3L, 4, 5]), "a position from before is answered from the first that is kept");
        Assert.That(await mei.PositionsAsync(), Is.EqualTo([4L, 5, 6]));
    }

    private InboxBook Book => _host.Services.GetRequiredService<InboxBook>();

    private InboxReader Person() => new(_host, _login);
}
