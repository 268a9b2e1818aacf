using Broadcast.Api.Data;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Leases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Shops.Events;

/// <summary>Removes old messages of shops, those that were not carried out too, and before that what these say: at start, and once an hour, some at a time, because SQLite has one writer.</summary>
internal sealed partial class ShopEventCleaner(
    IDbContextFactory<FestivalDb> databases, ILeases leases, IOptions<ShopOptions> options, ShopEventMetrics metrics, TimeProvider time, ILogger<ShopEventCleaner> logger) : LoopService
{
    private const int Batch = 500;
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);
    private readonly LoopGuard _guard = new(logger, time);

    public async Task CleanAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var (oldest, oldestBody) = (now - options.Value.EventsKept, now - options.Value.UnmatchedBodiesKept);
        await using var database = await databases.CreateDbContextAsync(cancellation);
        var old = database.ShopEvents.Where(told => told.DoneAt < oldest).OrderBy(told => told.Id).Take(Batch);
        await AllAsync(database, () => old.ExecuteDeleteAsync(cancellation), cancellation);
        var unmatched = database.ShopEvents.Where(told => told.State == ShopEventStates.Unmatched && told.DoneAt < oldestBody && told.Body != "").OrderBy(told => told.Id).Take(Batch);
        await AllAsync(database, () => unmatched.ExecuteUpdateAsync(set => set.SetProperty(told => told.Body, ""), cancellation), cancellation);
    }

    private static async Task AllAsync(FestivalDb database, Func<Task<int>> some, CancellationToken cancellation)
    {
        int changed;
        do
        {
            await using var transaction = await database.JoinAsync(cancellation);
            changed = await some();
            await transaction.CommitAsync(cancellation);
        }
        while (changed == Batch);
    }

    protected override async Task LoopAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            if (!await _guard.TryAsync("Removing old messages of shops", () => TryCleanAsync(stoppingToken), stoppingToken))
                metrics.Faults.Add(1);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task TryCleanAsync(CancellationToken cancellation)
    {
        try
        {
            await leases.UnderAsync("shop_events.cleaning", _ => CleanAsync(cancellation), cancellation);
        }
        catch (Exception fault) when (DatabaseAway.Is(fault))
        {
            metrics.Faults.Add(1);
            NotCleaned(logger, fault.Message);
        }
    }

    [LoggerMessage(EventName = nameof(NotCleaned), Level = LogLevel.Warning, Message = "Old messages of shops were not removed; the next round tries again: {Reason}")]
    private static partial void NotCleaned(ILogger logger, string reason);
}
