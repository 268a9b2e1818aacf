using System.Diagnostics.Metrics;
using Broadcast.Api.Data;
using Broadcast.Api.Spine;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Leases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Audit;

/// <summary>Removes entries that are older than <see cref="AuditOptions.Kept"/>: at start, and once an hour.</summary>
internal sealed partial class AuditCleaner : LoopService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);
    private readonly IDbContextFactory<FestivalDb> _databases;
    private readonly ILeases _leases;
    private readonly IOptions<AuditOptions> _options;
    private readonly TimeProvider _time;
    private readonly ILogger<AuditCleaner> _logger;
    private readonly Counter<long> _faults;
    private readonly LoopGuard _guard;

    public AuditCleaner(
        IDbContextFactory<FestivalDb> databases, ILeases leases, IOptions<AuditOptions> options, ApiMeter meter, TimeProvider time, ILogger<AuditCleaner> logger)
    {
        (_databases, _leases, _options, _time, _logger) = (databases, leases, options, time, logger);
        _guard = new LoopGuard(logger, time);
        _faults = meter.Counter("livefestival.api.audit.cleaning_faults", "Times that old audit entries could not be removed.");
    }

    public async Task CleanAsync(CancellationToken cancellation)
    {
        var oldest = _time.GetUtcNow() - _options.Value.Kept;
        await using var database = await _databases.CreateDbContextAsync(cancellation);
        await using var transaction = await database.JoinAsync(cancellation);
        await database.AuditEntries.Where(entry => entry.At < oldest).ExecuteDeleteAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    protected override async Task LoopAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, _time);
        do
        {
            if (!await _guard.TryAsync("Removing old audit entries", () => TryCleanAsync(stoppingToken), stoppingToken))
                _faults.Add(1);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task TryCleanAsync(CancellationToken cancellation)
    {
        try
        {
            await _leases.UnderAsync("audit.cleaning", _ => CleanAsync(cancellation), cancellation);
        }
        catch (Exception fault) when (DatabaseAway.Is(fault))
        {
            // The next round removes the rest.
            _faults.Add(1);
            NotCleaned(_logger, fault.GetBaseException().Message);
        }
    }

    [LoggerMessage(EventName = nameof(NotCleaned), Level = LogLevel.Warning, Message = "Old audit entries were not removed; the next round tries again: {Reason}")]
    private static partial void NotCleaned(ILogger logger, string reason);
}
