using Broadcast.Api.Data.Leases;
using Broadcast.Api.Tests.Data;
using Broadcast.Api.Windows;
using Broadcast.Chat.Spine.Time;
using Broadcast.Chat.Spine.Windows;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Broadcast.Api.Tests.Windows;

/// <summary>A process that was started while the clock's reference was away, on a machine that is a minute ahead.</summary>
internal sealed class UnsetClockTests
{
    private const string Id = "gushi.unset";
    private TestDatabase _database = null!;
    private DataHost _host = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => (_database, _host) = await TestDatabase.StartedAsync(Engine.Sqlite);

    [OneTimeTearDown]
    public async Task StopAsync() => await _database.DisposeAsync();

    [Test]
    public async Task It_takes_no_step_and_no_entry_of_a_window_until_it_knows_the_time()
    {
        var now = DateTimeOffset.FromUnixTimeMilliseconds(1_800_000_000_000);
        var clock = new DisciplinedClock(new FakeTimeProvider(now.AddMinutes(1)));
        using var others = new BookRig(_host, new FakeTimeProvider(now));
        using var rig = new BookRig(_host, clock);
        await others.ScheduleAsync(Id, opensAt: null, lasts: 10_000);
        await others.TakeAsync((kernel, database) => kernel.OpenAsync(database, Id, BookRig.Anchor, CancellationToken.None));
        var open = await others.WindowAsync(Id);

        Assert.That(() => rig.TakeAsync((kernel, database) => kernel.TakeDueAsync(database, open, CancellationToken.None)), Throws.TypeOf<ClockNotSetException>());
        Assert.That(() => rig.EnterAsync(Id, "ann", 0, rig.Now), Throws.TypeOf<ClockNotSetException>());
        var left = await others.WindowAsync(Id);
        clock.Begin(TimeSpan.FromMinutes(-1), TimeSpan.Zero);
        var (due, entered) = (
            await rig.TakeAsync((kernel, database) => kernel.TakeDueAsync(database, open, CancellationToken.None)), await rig.EnterAsync(Id, "ann", 0, rig.Now));

        Assert.That((left.State, left.At, due.Taken, entered.Verdict), Is.EqualTo((WindowLife.Open, open.At, false, EntryVerdict.Ok)));
    }

    [Test]
    public async Task It_works_under_no_lease_until_it_knows_the_time()
    {
        var clock = new DisciplinedClock(new FakeTimeProvider(DateTimeOffset.UtcNow));
        var keeper = _database.Host(clock).Services.GetRequiredService<LeaseKeeper>();

        var before = await keeper.UnderAsync("work", _ => Task.CompletedTask, CancellationToken.None);
        clock.Begin(TimeSpan.Zero, TimeSpan.Zero);

        Assert.That((before, await keeper.UnderAsync("work", _ => Task.CompletedTask, CancellationToken.None)), Is.EqualTo((false, true)));
    }
}
