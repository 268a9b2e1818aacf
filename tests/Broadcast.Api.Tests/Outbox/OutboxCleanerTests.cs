using System.Diagnostics.Metrics;
using Broadcast.Api.Data;
using Broadcast.Api.Outbox;
using Broadcast.Api.Shops;
using Broadcast.Api.Spine;
using Broadcast.Api.Tests.Data;
using Broadcast.Chat.Spine.Leases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using TestKit;
using TestKit.Hosts;

namespace Broadcast.Api.Tests.Outbox;

/// <summary>What becomes of messages to a shop whose server is away for long: of too many, the oldest go within a minute.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.Postgres)]
internal sealed class OutboxCleanerTests(Engine engine)
{
    private static readonly OutboxOptions Settings = new() { MostPerShop = 3 };
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeMilliseconds(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()));
    private TestDatabase _database = null!;
    private DataHost _host = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        (_database, _host) = await TestDatabase.StartedAsync(engine);
        await using var database = _host.Open();
        foreach (var id in (string[])["well", "mill"])
            database.Add(new Shop { Id = id, Name = id, Connector = ShopConnectors.Signed, Url = "https://shop.example", Secret = [1], MadeAt = _time.GetUtcNow(), MadeBy = "test" });
        await database.SaveChangesAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _database.DisposeAsync();
        await _services.DisposeAsync();
    }

    [SetUp]
    public Task BeginAsync() => _database.ExecuteAsync("""DELETE FROM "OutboxMessages" """);

    [Test]
    public async Task Of_too_many_the_oldest_go_but_for_one_that_is_being_sent_and_the_rest_comes_in_order()
    {
        using var counted = new CounterSums(_services);
        using var cleaner = Cleaner();
        var queue = new OutboxQueue(_host.Services.GetRequiredService<IDbContextFactory<FestivalDb>>(), Options.Create(Settings), _time);
        await AddAsync("well", "a", "a", "b", "a", "c");
        await AddAsync("mill", "a", "a", "a");
        var sending = (await queue.TakeAsync("well", 1, CancellationToken.None)).Single();

        await cleaner.BoundAsync(CancellationToken.None);

        Assert.That(await LeftAsync("well"), Is.EqualTo(["a0", "b2", "a3", "c4"]), "the second one is gone; the first one is under way");
        Assert.That((await LeftAsync("mill"), counted["livefestival.api.outbox.dropped"]), Is.EqualTo(((string[])["a0", "a1", "a2"], 1)));
        var beside = await queue.TakeAsync("well", 8, CancellationToken.None);
        await queue.SentAsync(sending, CancellationToken.None);
        var behind = await queue.TakeAsync("well", 8, CancellationToken.None);
        Assert.That((beside.Select(message => message.Type), behind.Select(message => message.Type)), Is.EqualTo(((string[])["b2", "c4"], (string[])["a3"])));
    }

    [Test]
    public async Task That_is_looked_after_each_minute_and_under_a_lease()
    {
        using var counted = new CounterSums(_services);
        using var cleaner = Cleaner();
        await AddAsync("well", "a", "a", "a", "a");
        await cleaner.StartAsync(CancellationToken.None);
        await Eventually.TrueAsync(async () => (await LeftAsync("well")).Count == 3, "at the start");

        await AddAsync("well", "b", "b");
        _time.Advance(TimeSpan.FromMinutes(1));

        await Eventually.TrueAsync(async () => (await LeftAsync("well")).Count == 3, "a minute later");
        await cleaner.StopAsync(CancellationToken.None);
        Assert.That((await LeftAsync("well"), counted["livefestival.api.outbox.dropped"]), Is.EqualTo(((string[])["a3", "b0", "b1"], 3)));
        await using var database = _host.Open();
        Assert.That(await database.Leases.AnyAsync(lease => lease.Name == "outbox.cleaning"), Is.True);
    }

    private OutboxCleaner Cleaner() => new(
        _host.Services.GetRequiredService<IDbContextFactory<FestivalDb>>(), _host.Services.GetRequiredService<ILeases>(), Options.Create(Settings),
        new OutboxMetrics(new ApiMeter(_services.GetRequiredService<IMeterFactory>()), _time), _time, NullLogger<OutboxCleaner>.Instance);

    /// <summary>Adds a message of each subject, one after another.</summary>
    private async Task AddAsync(string shop, params string[] subjects)
    {
        await using var database = _host.Open();
        var now = _time.GetUtcNow();
        for (var i = 0; i < subjects.Length; i++)
        {
            database.Add(new OutboxMessage
            {
                MessageId = $"msg_{Guid.NewGuid():N}",
                Shop = shop,
                Type = $"{subjects[i]}{i}",
                Subject = subjects[i],
                Body = "{}",
                At = now,
                State = OutboxStates.Waiting,
                NextAt = now,
            });
            await database.SaveChangesAsync();
        }
    }

    /// <summary>The types of what is not sent.</summary>
    private async Task<List<string>> LeftAsync(string shop)
    {
        await using var database = _host.Open();
        return await database.OutboxMessages.AsNoTracking().Where(message => message.Shop == shop && message.State != OutboxStates.Sent).OrderBy(message => message.Id)
            .Select(message => message.Type).ToListAsync();
    }
}
