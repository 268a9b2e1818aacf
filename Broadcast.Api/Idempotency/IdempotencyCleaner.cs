using System.Data.Common;
using System.Diagnostics.Metrics;
using Broadcast.Api.Data;
using Broadcast.Api.Spine;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Leases;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Idempotency;

/// <summary>Removes the records of keys that are over: at start, and once an hour, in batches that hold nobody up.</summary>
internal sealed partial class IdempotencyCleaner : LoopService
{
    private const int Batch = 500;
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);
    private readonly IDbContextFactory<FestivalDb> _databases;
    private readonly ILeases _leases;
    private readonly TimeProvider _time;
    private readonly ILogger<IdempotencyCleaner> _logger;
    private readonly Counter<long> _faults;
    private readonly LoopGuard _guard;

    public IdempotencyCleaner(IDbContextFactory<FestivalDb> databases, ILeases leases, ApiMeter meter, TimeProvider time, ILogger<IdempotencyCleaner> logger)
    {
        (_databases, _leases, _time, _logger) = (databases, leases, time, logger);
        _guard = new LoopGuard(logger, time);
        _faults = meter.Counter("livefestival.api.idempotency.cleaning_faults", "Times that old records of idempotency keys could not be removed.");
    }

    public async Task CleanAsync(CancellationToken cancellation)
    {
        var oldest = _time.GetUtcNow() - IdempotencyRecord.Kept;
        await using var database = await _databases.CreateDbContextAsync(cancellation);
        while (true)
        {
            var over = await database.IdempotencyRecords.Where(record => record.At <= oldest).OrderBy(record => record.At).Select(record => record.Id).Take(Batch).ToListAsync(cancellation);
            await using var transaction = await database.JoinAsync(cancellation);
            // Again by time: the key may have been used for something new meanwhile.
            await database.IdempotencyRecords.Where(record => over.Contains(record.Id) && record.At <= oldest).ExecuteDeleteAsync(cancellation);
            await transaction.CommitAsync(cancellation);
            if (over.Count < Batch)
                return;
        }
    }

    protected override async Task LoopAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, _time);
        do
        {
            if (!await _guard.TryAsync("Removing old idempotency records", () => TryCleanAsync(stoppingToken), stoppingToken))
                _faults.Add(1);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task TryCleanAsync(CancellationToken cancellation)
    {
        try
        {
            await _leases.UnderAsync("idempotency.cleaning", _ => CleanAsync(cancellation), cancellation);
        }
        catch (DbException fault)
        {
            // The next round removes the rest.
            _faults.Add(1);
            NotCleaned(_logger, fault.Message);
        }
    }

    [LoggerMessage(EventName = nameof(NotCleaned), Level = LogLevel.Warning, Message = "Old idempotency records were not removed; the next round tries again: {Reason}")]
    private static partial void NotCleaned(ILogger logger, string reason);
}
