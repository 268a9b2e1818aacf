using System.Diagnostics.Metrics;
using Broadcast.Api.Data;
using Broadcast.Api.Spine;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Leases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Moderation;

/// <summary>Removes expired restrictions and old records of the audit trail: at start, and once an hour.</summary>
internal sealed partial class ModerationCleaner : LoopService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);
    private readonly IDbContextFactory<FestivalDb> _databases;
    private readonly ILeases _leases;
    private readonly IOptions<ModerationRecordOptions> _options;
    private readonly TimeProvider _time;
    private readonly ILogger<ModerationCleaner> _logger;
    private readonly Counter<long> _faults;
    private readonly LoopGuard _guard;

    public ModerationCleaner(
        IDbContextFactory<FestivalDb> databases, ILeases leases, IOptions<ModerationRecordOptions> options, ApiMeter meter, TimeProvider time, ILogger<ModerationCleaner> logger)
    {
        (_databases, _leases, _options, _time, _logger) = (databases, leases, options, time, logger);
        _guard = new LoopGuard(logger, time);
        _faults = meter.Counter("livefestival.api.moderation.cleaning_faults", "Times that old moderation records could not be removed.");
    }

    public async Task CleanAsync(CancellationToken cancellation)
    {
        var now = _time.GetUtcNow();
        var oldest = now - _options.Value.Kept;
        await using var database = await _databases.CreateDbContextAsync(cancellation);
        await using var transaction = await database.JoinAsync(cancellation);
        // Does not raise the facts' revision: readers ignore expired restrictions, and the next document leaves them out.
        var over = await database.StandingRestrictions.Where(held => held.Until != null && held.Until <= now).ExecuteDeleteAsync(cancellation);
        var old = await database.ModerationRecords.Where(record => record.At < oldest).ExecuteDeleteAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        if (over > 0 || old > 0)
            Cleaned(_logger, over, old);
    }

    protected override async Task LoopAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, _time);
        do
        {
            if (!await _guard.TryAsync("Removing old moderation records", () => TryCleanAsync(stoppingToken), stoppingToken))
                _faults.Add(1);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task TryCleanAsync(CancellationToken cancellation)
    {
        try
        {
            await _leases.UnderAsync("moderation.cleaning", _ => CleanAsync(cancellation), cancellation);
        }
        catch (Exception fault) when (DatabaseAway.Is(fault))
        {
            // The next round removes the rest.
            _faults.Add(1);
            NotCleaned(_logger, fault.GetBaseException().Message);
        }
    }

    [LoggerMessage(EventName = nameof(Cleaned), Level = LogLevel.Information, Message = "Removed {Over} expired restrictions and {Old} old moderation records")]
    private static partial void Cleaned(ILogger logger, int over, int old);

    [LoggerMessage(EventName = nameof(NotCleaned), Level = LogLevel.Warning, Message = "Old moderation records were not removed; the next round tries again: {Reason}")]
    private static partial void NotCleaned(ILogger logger, string reason);
}
