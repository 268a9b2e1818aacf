using Broadcast.Api.Data;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Leases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Outbox;

/// <summary>
/// Removes messages that were sent days ago, and of unsent ones those that are very old or to a shop that is no longer told: at start, and once an
/// hour; and of each shop those that are too many: once a minute. Some at a time, because SQLite has one writer. What goes unsent is counted and told.
/// </summary>
internal sealed partial class OutboxCleaner(
    IDbContextFactory<FestivalDb> databases, ILeases leases, IOptions<OutboxOptions> options, OutboxMetrics metrics, TimeProvider time, ILogger<OutboxCleaner> logger) : LoopService
{
    private const int Batch = 500;
    private const int MinutesOfCleaning = 60;
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);
    private readonly LoopGuard _guard = new(logger, time);

    public async Task CleanAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var (sent, old, untold) = (now - options.Value.SentKept, now - options.Value.UnsentKept, now - options.Value.UntoldKept);
        await using var database = await databases.CreateDbContextAsync(cancellation);
        await RemoveAsync(database, database.OutboxMessages.Where(message => message.State == OutboxStates.Sent && message.SentAt < sent), cancellation);

        var told = OutboxBook.Told(database).Select(shop => shop.Id);
        Note(await RemoveAsync(database, Unsent(database).Where(message => message.At < old || (message.At < untold && !told.Contains(message.Shop))), cancellation));
    }

    /// <summary>Removes unsent messages of each shop that has more than the limit, the oldest first.</summary>
    public async Task BoundAsync(CancellationToken cancellation)
    {
        var removed = 0;
        await using var database = await databases.CreateDbContextAsync(cancellation);
        foreach (var shop in await OutboxBook.Told(database).Select(shop => shop.Id).ToListAsync(cancellation))
        {
            var unsent = Unsent(database).Where(message => message.Shop == shop);
            // The newest that is too many; it and all before it go.
            var last = await unsent.OrderByDescending(message => message.Id).Skip(options.Value.MostPerShop)
                .Select(message => (long?)message.Id).FirstOrDefaultAsync(cancellation);
            if (last is { } upTo)
                removed += await RemoveAsync(database, unsent.Where(message => message.Id <= upTo), cancellation);
        }

        Note(removed);
    }

    private static IQueryable<OutboxMessage> Unsent(FestivalDb database) => database.OutboxMessages.Where(message => message.State != OutboxStates.Sent);

    private void Note(int removed)
    {
        if (removed == 0)
            return;

        metrics.Dropped.Add(removed);
        Dropped(logger, removed);
    }

    /// <summary>
    /// Removes them, except those that a process is sending now: the next message of the same subject must wait for it. Those go in a later round.
    /// </summary>
    private async Task<int> RemoveAsync(FestivalDb database, IQueryable<OutboxMessage> messages, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var free = messages.Where(message => message.Until == null || message.Until <= now);
        int found, removed, all = 0;
        do
        {
            var ids = await free.OrderBy(message => message.Id).Select(message => message.Id).Take(Batch).ToListAsync(cancellation);
            await using var transaction = await database.JoinAsync(cancellation);
            // Asked of each row again: one may have been taken meanwhile.
            removed = await free.Where(message => ids.Contains(message.Id)).ExecuteDeleteAsync(cancellation);
            await transaction.CommitAsync(cancellation);
            (found, all) = (ids.Count, all + removed);
        }
        while (found == Batch && removed > 0);
        return all;
    }

    protected override async Task LoopAsync(CancellationToken stoppingToken)
    {
        var minute = 0;
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            var cleans = minute++ % MinutesOfCleaning == 0;
            if (!await _guard.TryAsync("Removing old messages to shops", () => TryAsync(cleans, stoppingToken), stoppingToken))
                metrics.Faults.Add(1);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task TryAsync(bool cleans, CancellationToken cancellation)
    {
        try
        {
            await leases.UnderAsync("outbox.cleaning", _ => RoundAsync(cleans, cancellation), cancellation);
        }
        catch (Exception fault) when (DatabaseAway.Is(fault))
        {
            metrics.Faults.Add(1);
            NotCleaned(logger, fault.Message);
        }
    }

    private async Task RoundAsync(bool cleans, CancellationToken cancellation)
    {
        if (cleans)
            await CleanAsync(cancellation);
        await BoundAsync(cancellation);
    }

    [LoggerMessage(EventName = nameof(Dropped), Level = LogLevel.Warning, Message = "Removed {Count} messages to shops that were never sent")]
    private static partial void Dropped(ILogger logger, int count);

    [LoggerMessage(EventName = nameof(NotCleaned), Level = LogLevel.Warning, Message = "Old messages to shops were not removed; the next round tries again: {Reason}")]
    private static partial void NotCleaned(ILogger logger, string reason);
}
