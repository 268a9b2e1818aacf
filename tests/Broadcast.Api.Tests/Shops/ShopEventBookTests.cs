using System.Diagnostics.Metrics;
using System.Text.Json;
using Broadcast.Api.Data;
using Broadcast.Api.Shops;
using Broadcast.Api.Shops.Events;
using Broadcast.Api.Spine;
using Broadcast.Api.Tests.Data;
using Broadcast.Chat.Spine.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Broadcast.Api.Tests.Shops;

/// <summary>Messages of shops whose carrying out fails or is cut short: one effect in the end, and none without the note that it is done.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.Postgres)]
internal sealed class ShopEventBookTests(Engine engine)
{
    private static readonly ShopOptions Settings = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeMilliseconds(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()));
    private TestDatabase _database = null!;
    private DataHost _host = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => (_database, _host) = await TestDatabase.StartedAsync(engine);

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _database.DisposeAsync();
        await _services.DisposeAsync();
    }

    [SetUp]
    public async Task BeginAsync()
    {
        await _database.ExecuteAsync("""DELETE FROM "ShopEvents" """);
        await _database.ExecuteAsync("""DELETE FROM "Shops" """);
        await using var database = _host.Open();
        var now = _time.GetUtcNow();
        database.Add(new ShopEvent { Shop = "farm", MessageId = "evt.1", Type = Door.Type, Body = """{"type":"test","data":{"shop":"made"}}""", At = now, State = ShopEventStates.Waiting, NextAt = now });
        await database.SaveChangesAsync();
    }

    [Test]
    public async Task A_fault_is_tried_again_with_growing_pauses_and_its_effect_is_taken_back_each_time()
    {
        var (handler, pauses) = (new Door(() => throw new InvalidOperationException("a fault")), new List<double>());
        var book = Process(handler);

        for (var i = 0; i < Settings.MostAttempts - 1; i++)
        {
            Assert.That(await book.WorkAsync(10, CancellationToken.None), Is.EqualTo(1));
            pauses.Add(((await RowAsync()).NextAt - _time.GetUtcNow()).TotalSeconds);
            Assert.That(await book.WorkAsync(10, CancellationToken.None), Is.Zero, "it waits");
            _time.Advance(TimeSpan.FromSeconds(pauses[^1]));
        }

        await book.WorkAsync(10, CancellationToken.None);
        var row = await RowAsync();
        Assert.Multiple(() =>
        {
            Assert.That(pauses, Is.Ordered.And.All.InRange(1, 600));
            Assert.That((row.State, row.Reason, row.Attempts), Is.EqualTo((ShopEventStates.Parked, nameof(InvalidOperationException), Settings.MostAttempts)));
        });
        Assert.That(await EffectsAsync(), Is.Zero);
        await using var database = _host.Open();
        await book.AgainAsync(database, row.Id, CancellationToken.None);
        await Process(new Door(() => { })).WorkAsync(10, CancellationToken.None);
        Assert.That(((await RowAsync()).State, await EffectsAsync()), Is.EqualTo((ShopEventStates.Done, 1)));
    }

    [Test]
    public async Task A_process_that_is_stopped_in_the_middle_leaves_no_effect_and_another_one_has_it_once()
    {
        var dying = Process(new Door(() => throw new OperationCanceledException()));
        await Assert.ThrowsAsync<OperationCanceledException>(() => dying.WorkAsync(10, CancellationToken.None));
        var heir = Process(new Door(() => { }));

        Assert.That((await heir.WorkAsync(10, CancellationToken.None), await EffectsAsync()), Is.EqualTo((0, 0)), "it is the stopped one's still");
        _time.Advance(Settings.Lease);
        Assert.That(await heir.WorkAsync(10, CancellationToken.None), Is.EqualTo(1));
        Assert.That(((await RowAsync()).State, (await RowAsync()).Attempts, await EffectsAsync()), Is.EqualTo((ShopEventStates.Done, 2, 1)));
        Assert.That(await heir.WorkAsync(10, CancellationToken.None), Is.Zero);
    }

    [Test]
    public async Task A_message_by_which_every_process_is_stopped_is_parked_before_the_next_one_tries_it()
    {
        for (var i = 0; i < Settings.MostAttempts; i++)
        {
            var dying = Process(new Door(() => throw new OperationCanceledException()));
            await Assert.ThrowsAsync<OperationCanceledException>(() => dying.WorkAsync(10, CancellationToken.None));
            _time.Advance(Settings.Lease);
        }

        await Process(new Door(() => { })).WorkAsync(10, CancellationToken.None);

        var row = await RowAsync();
        Assert.That((row.State, row.Reason, await EffectsAsync()), Is.EqualTo((ShopEventStates.Parked, WebhookErrors.Unfinished, 0)));
        Assert.That(await Process(new Door(() => { })).WorkAsync(10, CancellationToken.None), Is.Zero);
    }

    [Test]
    public async Task Two_processes_at_once_have_one_effect()
    {
        var (one, other) = (Process(new Door(() => { })), Process(new Door(() => { })));

        await Task.WhenAll(Task.Run(() => one.WorkAsync(10, CancellationToken.None)), Task.Run(() => other.WorkAsync(10, CancellationToken.None)));

        Assert.That(((await RowAsync()).State, await EffectsAsync()), Is.EqualTo((ShopEventStates.Done, 1)));
    }

    private ShopEventBook Process(IShopEventHandler handler) => new(
        _host.Services.GetRequiredService<IDbContextFactory<FestivalDb>>(), [handler], Options.Create(Settings),
        new ShopEventMetrics(new ApiMeter(_services.GetRequiredService<IMeterFactory>())), _time, NullLogger<ShopEventBook>.Instance);

    private async Task<ShopEvent> RowAsync()
    {
        await using var database = _host.Open();
        return await database.ShopEvents.AsNoTracking().SingleAsync();
    }

    private async Task<int> EffectsAsync()
    {
        await using var database = _host.Open();
        return await database.Shops.CountAsync();
    }

    /// <summary>A feature whose effect is a row, and which then does something more.</summary>
    private sealed class Door(Action then) : IShopEventHandler
    {
        public const string Type = "test";

        string IShopEventHandler.Type => Type;

        public async Task<Result<Done>> HandleAsync(FestivalDb database, ToldByShop told, CancellationToken cancellation)
        {
            database.Add(new Shop
            {
                Id = told.Data.GetProperty("shop").GetString()!,
                Name = "Made",
                Connector = ShopConnectors.Link,
                Secret = JsonSerializer.SerializeToUtf8Bytes(told.Shop),
                MadeAt = DateTimeOffset.UnixEpoch,
                MadeBy = "test",
            });
            await database.SaveChangesAsync(cancellation);
            then();
            return new Done();
        }
    }
}
