using System.Diagnostics.Metrics;
using System.Net;
using System.Security.Claims;
using Broadcast.Api.Audit;
using Broadcast.Api.Data;
using Broadcast.Api.MachineKeys;
using Broadcast.Api.Spine;
using Broadcast.Api.Tests.Data;
using Broadcast.Chat.Spine.Refusals;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Broadcast.Api.Tests.MachineKeys;

/// <summary>What the passing of time does to machine keys.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.Postgres)]
internal sealed class MachineKeyTimeTests(Engine engine)
{
    private static readonly IPAddress Shop = IPAddress.Parse("203.0.113.7");
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private TestDatabase _database = null!;
    private DataHost _host = null!;
    private MachineKeyCheck _check = null!;

    [OneTimeSetUp]
    public async Task MakeFileAsync() => (_database, _host) = await TestDatabase.StartedAsync(engine);

    [SetUp]
    public async Task StartAsync()
    {
        await _database.ExecuteAsync("""DELETE FROM "MachineKeys" """);
        var refusals = new ApiRefusals(new ApiMeter(_services.GetRequiredService<IMeterFactory>()), new RefusalLog(_time, NullLogger<RefusalLog>.Instance));
        _check = new MachineKeyCheck(_host.Services.GetRequiredService<IDbContextFactory<FestivalDb>>(), refusals, _time);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _database.DisposeAsync();
        await _services.DisposeAsync();
    }

    [Test]
    public async Task The_old_key_is_good_for_the_overlap_and_not_longer()
    {
        var first = await MakeAsync();
        var second = await RotateAsync(first.Id, TimeSpan.FromHours(24));

        _time.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        Assert.That((await IsGoodAsync(first.Key), await IsGoodAsync(second.Key)), Is.EqualTo((true, true)));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.That((await IsGoodAsync(first.Key), await IsGoodAsync(second.Key)), Is.EqualTo((false, true)));
    }

    [Test]
    public async Task Of_earlier_keys_only_the_last_is_good()
    {
        var first = await MakeAsync();
        var second = await RotateAsync(first.Id, TimeSpan.FromDays(7));
        var third = await RotateAsync(first.Id, TimeSpan.FromDays(7));

        Assert.That((await IsGoodAsync(first.Key), await IsGoodAsync(second.Key), await IsGoodAsync(third.Key)), Is.EqualTo((false, true, true)));
    }

    [Test]
    public async Task The_last_use_is_written_once_a_minute()
    {
        var key = await MakeAsync();
        var start = await UsedAsync(key, TimeSpan.Zero);
        var soon = await UsedAsync(key, TimeSpan.FromSeconds(59));
        var later = await UsedAsync(key, TimeSpan.FromSeconds(2));

        Assert.That((soon - start, later - start), Is.EqualTo((TimeSpan.Zero, TimeSpan.FromSeconds(61))));
    }

    [Test]
    public async Task Wrong_keys_are_slowed_and_right_ones_do_not_count()
    {
        var key = await MakeAsync();
        for (var i = 0; i < 100; i++)
            Assert.That(await IsGoodAsync(key.Key), Is.True);
        Assert.That(_check.IsTooMany(Shop), Is.False);

        foreach (var wrong in Enumerable.Range(0, 20).Select(i => i % 2 == 0 ? "lfm_" : $"lfm_{key.Id}_{new string('a', 32)}"))
            Assert.That((await IsGoodAsync(wrong), _check.IsTooMany(IPAddress.Loopback)), Is.EqualTo((false, false)));
        Assert.That(_check.IsTooMany(Shop), Is.True);
        _time.Advance(TimeSpan.FromSeconds(MachineKeyCheck.Pause + 0.1));
        Assert.That(_check.IsTooMany(Shop), Is.False);
    }

    [Test]
    public async Task There_are_a_hundred_at_most()
    {
        for (var i = 0; i < MachineKeyDesk.Most; i++)
            await MakeAsync();

        await using var database = _host.Open();
        var refused = await Desk(database).MakeAsync(new NewMachineKey("One more", ["products"], null), "staff:test", CancellationToken.None);
        Assert.That(refused.Error, Is.EqualTo(MachineKeyErrors.Full));
    }

    private async Task<MachineKeyShown> MakeAsync()
    {
        await using var database = _host.Open();
        return (await Desk(database).MakeAsync(new NewMachineKey("Shop", ["products"], null), "staff:test", CancellationToken.None)).Value!;
    }

    private async Task<MachineKeyShown> RotateAsync(string id, TimeSpan overlap)
    {
        await using var database = _host.Open();
        return (await Desk(database).RotateAsync(id, overlap, CancellationToken.None)).Value!;
    }

    private async Task<bool> IsGoodAsync(string key)
    {
        var request = new DefaultHttpContext().Request;
        request.Headers.Authorization = $"Bearer {key}";
        return await _check.ReadAsync(MachineKeyText.Of(request)!.Value, Shop, CancellationToken.None) is { } identity
            && MachineCaller.May(new ClaimsPrincipal(identity), MachineScopes.Products);
    }

    private async Task<DateTimeOffset?> UsedAsync(MachineKeyShown key, TimeSpan after)
    {
        _time.Advance(after);
        Assert.That(await IsGoodAsync(key.Key), Is.True);
        await using var database = _host.Open();
        return await database.MachineKeys.Where(known => known.Id == key.Id).Select(known => known.LastUsedAt).SingleAsync();
    }

    private MachineKeyDesk Desk(FestivalDb database) => new(database, new AuditBook(database, new AuditAuthor(new HttpContextAccessor()), _time), _time);
}
