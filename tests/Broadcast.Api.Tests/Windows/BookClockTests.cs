using Broadcast.Api.Data;
using Broadcast.Api.Tests.Data;
using Broadcast.Api.Windows;
using Broadcast.Chat.Spine.Windows;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TestKit;

namespace Broadcast.Api.Tests.Windows;

/// <summary>The loop that takes the steps of the book's windows.</summary>
internal sealed class BookClockTests
{
    private const string Late = "gushi.late";
    private TestDatabase _database = null!;
    private DataHost _host = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => (_database, _host) = await TestDatabase.StartedAsync(Engine.Sqlite);

    [OneTimeTearDown]
    public async Task StopAsync() => await _database.DisposeAsync();

    [Test]
    public async Task Windows_that_cannot_be_sealed_hold_up_no_later_one()
    {
        var time = new FakeTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(1_800_000_000_000));
        using var rig = new BookRig(_host, time);
        for (var stuck = 0; stuck < 130; stuck++)
            await CloseAsync(rig, $"gushi.stuck{stuck}");
        await ForgeCountsAsync();
        time.Advance(TimeSpan.FromMilliseconds(2 * BookRig.Grace));
        await rig.ScheduleAsync(Late, opensAt: rig.Now, lasts: 60_000);

        using var clock = new BookClock(
            rig.Kernel, _host.Services.GetRequiredService<IDbContextFactory<FestivalDb>>(), new StepNotice(), time, NullLogger<BookClock>.Instance);
        await clock.StartAsync(CancellationToken.None);
        await Eventually.TrueAsync(async () => (await rig.WindowAsync(Late)).State == WindowLife.Open, "the later window open");
        await clock.StopAsync(CancellationToken.None);

        Assert.That((await rig.WindowAsync("gushi.stuck0")).State, Is.EqualTo(WindowLife.Closed));
    }

    private static async Task CloseAsync(BookRig rig, string id)
    {
        await rig.ScheduleAsync(id, opensAt: null, lasts: 60_000);
        await rig.TakeAsync((kernel, book) => kernel.OpenAsync(book, id, BookRig.Anchor, CancellationToken.None));
        await rig.TakeAsync((kernel, book) => kernel.CloseAsync(book, id, BookRig.Anchor, atOnce: true, CancellationToken.None));
    }

    /// <summary>Somebody has changed the counts of all closed windows.</summary>
    private async Task ForgeCountsAsync()
    {
        await using var database = _host.Open();
        await database.BookWindows.ExecuteUpdateAsync(set => set.SetProperty(window => window.Counts, "[1,0,0]"));
    }
}
