using System.Data.Common;
using System.Diagnostics.Metrics;
using Broadcast.Api.Data;
using Broadcast.Chat.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Moderation;

/// <summary>Removes restrictions that are over, and records of the audit trail that are old: at start, and once an hour.</summary>
internal sealed partial class ModerationCleaner : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);
    private readonly IDbContextFactory<FestivalDb> _databases;
    private readonly IOptions<ModerationRecordOptions> _options;
    private readonly TimeProvider _time;
    private readonly ILogger<ModerationCleaner> _logger;
    private readonly Counter<long> _faults;
    private readonly LoopGuard _guard;

    public ModerationCleaner(
        IDbContextFactory<FestivalDb> databases, IOptions<ModerationRecordOptions> options, ApiMeter meter, TimeProvider time, ILogger<ModerationCleaner> logger)
    {
        (_databases, _options, _time, _logger) = (databases, options, time, logger);
        _guard = new LoopGuard(logger, time);
        _faults = meter.Counter("livefestival.api.moderation.cleaning_faults", "Times that old moderation records could not be removed.");
    }

    public async Task CleanAsync(CancellationToken cancellation)
    {
        var now = _time.GetUtcNow();
        var oldest = now - _options.Value.RecordsKept;
        await using var database = await _databases.CreateDbContextAsync(cancellation);
        // Past the facts' revision: nobody heeds a restriction that is over, and the next document leaves it out.
        var over = await database.StandingRestrictions.Where(held => held.Until != null && held.Until <= now).ExecuteDeleteAsync(cancellation);
        var old = await database.ModerationRecords.Where(record => record.At < oldest).ExecuteDeleteAsync(cancellation);
        if (over > 0 || old > 0)
            Cleaned(_logger, over, old);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, _time);
        try
        {
            do
            {
                if (!await _guard.TryAsync("Removing old moderation records", () => LookAsync(stoppingToken), stoppingToken))
                    _faults.Add(1);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        try
        {
            await CleanAsync(cancellation);
        }
        catch (DbException fault)
        {
            // What is left goes the next time.
            _faults.Add(1);
            NotCleaned(_logger, fault.Message);
        }
    }

    [LoggerMessage(EventName = nameof(Cleaned), Level = LogLevel.Information, Message = "{Over} restrictions that are over and {Old} old moderation records were removed")]
    private static partial void Cleaned(ILogger logger, int over, int old);

    [LoggerMessage(EventName = nameof(NotCleaned), Level = LogLevel.Warning, Message = "Old moderation records were not removed: {Reason}")]
    private static partial void NotCleaned(ILogger logger, string reason);
}
