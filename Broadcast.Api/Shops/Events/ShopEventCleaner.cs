using Broadcast.Api.Data;
using Broadcast.Api.Data.Leases;
using Broadcast.Chat.Spine.Leases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Shops.Events;

/// <summary>Removes old messages of shops, those that were not carried out too, and before that what these say.</summary>
internal sealed class ShopEventCleaner : CleaningLoop
{
    private readonly IDbContextFactory<FestivalDb> _databases;
    private readonly IOptions<ShopOptions> _options;
    private readonly TimeProvider _time;

    public ShopEventCleaner(
        IDbContextFactory<FestivalDb> databases, ILeases leases, IOptions<ShopOptions> options, ShopEventMetrics metrics, TimeProvider time, ILogger<ShopEventCleaner> logger)
        : base("shop_events.cleaning", "old messages of shops", leases, metrics.Faults, time, logger) =>
        (_databases, _options, _time) = (databases, options, time);

    public override async Task CleanAsync(CancellationToken cancellation)
    {
        var now = _time.GetUtcNow();
        var (oldest, oldestBody) = (now - _options.Value.EventsKept, now - _options.Value.UnmatchedBodiesKept);
        await using var database = await _databases.CreateDbContextAsync(cancellation);
        var old = database.ShopEvents.Where(told => told.DoneAt < oldest).OrderBy(told => told.Id).Take(Batch);
        await InBatchesAsync(database, () => old.ExecuteDeleteAsync(cancellation), cancellation);
        var unmatched = database.ShopEvents.Where(told => told.State == ShopEventStates.Unmatched && told.DoneAt < oldestBody && told.Body != "").OrderBy(told => told.Id).Take(Batch);
        await InBatchesAsync(database, () => unmatched.ExecuteUpdateAsync(set => set.SetProperty(told => told.Body, ""), cancellation), cancellation);
    }
}
