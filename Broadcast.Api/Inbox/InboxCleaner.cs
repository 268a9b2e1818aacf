using System.Diagnostics.Metrics;
using Broadcast.Api.Data;
using Broadcast.Api.Spine;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Leases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Inbox;

/// <summary>Removes old entries: at start, and once an hour, some at a time, because SQLite has one writer.</summary>
internal sealed partial class InboxCleaner : LoopService
{
    private const int Batch = 500;
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);
    private readonly IDbContextFactory<FestivalDb> _databases;
    private readonly ILeases _leases;
    private readonly IOptions<InboxOptions> _options;
    private readonly TimeProvider _time;
    private readonly ILogger<InboxCleaner> _logger;
    private readonly Counter<long> _faults;
    private readonly LoopGuard _guard;

    public InboxCleaner(IDbContextFactory<FestivalDb> databases, ILeases leases, IOptions<InboxOptions> options, ApiMeter meter, TimeProvider time, ILogger<InboxCleaner> logger)
    {
        (_databases, _leases, _options, _time, _logger) = (databases, leases, options, time, logger);
        _guard = new LoopGuard(logger, time);
        _faults = meter.Counter("livefestival.api.inbox.cleaning_faults", "Times that old entries of inboxes could not be removed.");
    }

    public async Task CleanAsync(CancellationToken cancellation)
    {
        var oldest = _time.GetUtcNow() - _options.Value.Kept;
        await using var database = await _databases.CreateDbContextAsync(cancellation);
        int removed, all = 0;
        do
        {
            await using var transaction = await database.JoinAsync(cancellation);
            removed = await database.InboxItems.Where(item => item.At < oldest).OrderBy(item => item.Id).Take(Batch).ExecuteDeleteAsync(cancellation);
            await transaction.CommitAsync(cancellation);
            all += removed;
        }
        while (removed == Batch);
        if (all > 0)
            Cleaned(_logger, all);
    }

    protected override async Task LoopAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, _time);
        do
        {
            if (!await _guard.TryAsync("Removing old entries of inboxes", () => TryCleanAsync(stoppingToken), stoppingToken))
                _faults.Add(1);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task TryCleanAsync(CancellationToken cancellation)
    {
        try
        {
            await _leases.UnderAsync("inbox.cleaning", _ => CleanAsync(cancellation), cancellation);
        }
        catch (Exception fault) when (DatabaseAway.Is(fault))
        {
            // The next round removes the rest.
            _faults.Add(1);
            NotCleaned(_logger, fault.Message);
        }
    }

    [LoggerMessage(EventName = nameof(Cleaned), Level = LogLevel.Information, Message = "Removed {Count} old entries of inboxes")]
    private static partial void Cleaned(ILogger logger, int count);

    [LoggerMessage(EventName = nameof(NotCleaned), Level = LogLevel.Warning, Message = "Old entries of inboxes were not removed; the next round tries again: {Reason}")]
    private static partial void NotCleaned(ILogger logger, string reason);
}
