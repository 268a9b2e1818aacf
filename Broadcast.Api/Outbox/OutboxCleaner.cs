using Broadcast.Api.Data;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Leases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Outbox;

/// <summary>
/// Removes messages that were sent days ago, and of unsent ones those that are very old, too many, or to a shop that is no longer told: at start,
/// and once an hour, some at a time, because SQLite has one writer. What goes unsent is counted and told.
/// </summary>
internal sealed partial class OutboxCleaner(
    IDbContextFactory<FestivalDb> databases, ILeases leases, IOptions<OutboxOptions> options, OutboxMetrics metrics, TimeProvider time, ILogger<OutboxCleaner> logger) : LoopService
{
    private const int Batch = 500;
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);
    private readonly LoopGuard _guard = new(logger, time);

    public async Task CleanAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var (sent, old, untold) = (now - options.Value.SentKept, now - options.Value.UnsentKept, now - options.Value.UntoldKept);
        await using var database = await databases.CreateDbContextAsync(cancellation);
        await RemoveAsync(database, database.OutboxMessages.Where(message => message.State == OutboxStates.Sent && message.SentAt < sent), cancellation);

        var told = OutboxBook.Told(database).Select(shop => shop.Id);
        var unsent = database.OutboxMessages.Where(message => message.State != OutboxStates.Sent);
        var removed = await RemoveAsync(database, unsent.Where(message => message.At < old || (message.At < untold && !told.Contains(message.Shop))), cancellation);
        foreach (var shop in await told.ToListAsync(cancellation))
        {
            // The newest that is too many; it and all before it go.
            var last = await unsent.Where(message => message.Shop == shop).OrderByDescending(message => message.Id).Skip(options.Value.MostPerShop)
                .Select(message => (long?)message.Id).FirstOrDefaultAsync(cancellation);
            if (last is { } upTo)
                removed += await RemoveAsync(database, unsent.Where(message => message.Shop == shop && message.Id <= upTo), cancellation);
        }

        if (removed == 0)
            return;

        metrics.Dropped.Add(removed);
        Dropped(logger, removed);
    }

    private static async Task<int> RemoveAsync(FestivalDb database, IQueryable<OutboxMessage> messages, CancellationToken cancellation)
    {
        int removed, all = 0;
        do
        {
            await using var transaction = await database.JoinAsync(cancellation);
            removed = await messages.OrderBy(message => message.Id).Take(Batch).ExecuteDeleteAsync(cancellation);
            await transaction.CommitAsync(cancellation);
            all += removed;
        }
        while (removed == Batch);
        return all;
    }

    protected override async Task LoopAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            if (!await _guard.TryAsync("Removing old messages to shops", () => TryCleanAsync(stoppingToken), stoppingToken))
                metrics.Faults.Add(1);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task TryCleanAsync(CancellationToken cancellation)
    {
        try
        {
            await leases.UnderAsync("outbox.cleaning", _ => CleanAsync(cancellation), cancellation);
        }
        catch (Exception fault) when (DatabaseAway.Is(fault))
        {
            metrics.Faults.Add(1);
            NotCleaned(logger, fault.Message);
        }
    }

    [LoggerMessage(EventName = nameof(Dropped), Level = LogLevel.Warning, Message = "Removed {Count} messages to shops that were never sent")]
    private static partial void Dropped(ILogger logger, int count);

    [LoggerMessage(EventName = nameof(NotCleaned), Level = LogLevel.Warning, Message = "Old messages to shops were not removed; the next round tries again: {Reason}")]
    private static partial void NotCleaned(ILogger logger, string reason);
}
