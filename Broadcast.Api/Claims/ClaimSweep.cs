using System.Diagnostics.Metrics;
using Broadcast.Api.Data;
using Broadcast.Api.Results;
using Broadcast.Api.Sealed;
using Broadcast.Api.Spine;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Leases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Claims;

/// <summary>Erases on time where prizes went: at start, and once an hour.</summary>
internal sealed class ClaimSweep : LoopService
{
    private const int AtOnce = 200;
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <summary>How long it is known who has read a claim.</summary>
    private static readonly TimeSpan ReadsKept = TimeSpan.FromDays(365);

    /// <summary>A restored backup may lack the record of a key; it is kept for some time, in case the database from before is put back.</summary>
    private static readonly TimeSpan LooseKeysKept = TimeSpan.FromDays(30);

    private readonly IDbContextFactory<FestivalDb> _databases;
    private readonly ILeases _leases;
    private readonly ClaimErasure _erasure;
    private readonly IOptions<ClaimOptions> _options;
    private readonly TimeProvider _time;
    private readonly Counter<long> _faults;
    private readonly LoopGuard _guard;

    public ClaimSweep(
        IDbContextFactory<FestivalDb> databases, ILeases leases, ClaimErasure erasure, IOptions<ClaimOptions> options, ApiMeter meter, TimeProvider time, ILogger<ClaimSweep> logger)
    {
        (_databases, _leases, _erasure, _options, _time) = (databases, leases, erasure, options, time);
        _guard = new LoopGuard(logger, time);
        _faults = meter.Counter("livefestival.api.claims.sweep_faults", "Times that old addresses of winners could not be erased.");
    }

    public async Task SweepAsync(CancellationToken cancellation)
    {
        var now = _time.GetUtcNow();
        await using var database = await _databases.CreateDbContextAsync(cancellation);
        while (await Due(database, now).Take(AtOnce).ToListAsync(cancellation) is { Count: > 0 } due)
            await _erasure.EraseAsync(database, due, cancellation);

        var loose = now - LooseKeysKept;
        var records = database.SealedRecords.AsNoTracking();
        var old = now - ReadsKept;
        await using (var transaction = await database.JoinAsync(cancellation))
        {
            await database.DataKeys.Where(key => key.MadeAt <= loose && !records.Any(record => record.Id == key.Id)).ExecuteDeleteAsync(cancellation);
            await database.ClaimReads.Where(read => read.At <= old).ExecuteDeleteAsync(cancellation);
            await transaction.CommitAsync(cancellation);
        }

        // Also what an erasure could not remove from the files, because somebody was reading.
        await database.ForgetAsync(cancellation);
    }

    /// <summary>
    /// Shipped for long, waiting for too long, of a question that was voided since, or without a key: a restored backup has claims whose keys
    /// were shredded after it.
    /// </summary>
    private IQueryable<string> Due(FestivalDb database, DateTimeOffset now)
    {
        var shipped = now - _options.Value.Kept;
        var made = now - _options.Value.Longest;
        var voided = database.QuestionResults.Where(result => result.VoidedAt != null);
        var keys = database.DataKeys.AsNoTracking();
        return database.Claims.AsNoTracking()
            .Where(claim => claim.ErasedAt == null
                && (claim.ShippedAt <= shipped || claim.At <= made || voided.Any(result => result.Id == claim.QuestionId) || !keys.Any(key => key.Id == claim.Id)))
            .OrderBy(claim => claim.At).Select(claim => claim.Id);
    }

    protected override async Task LoopAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, _time);
        do
        {
            if (!await _guard.TryAsync("Erasing old addresses of winners", () => TurnAsync(stoppingToken), stoppingToken))
                _faults.Add(1);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task TurnAsync(CancellationToken cancellation) => await _leases.UnderAsync("claims.sweep", _ => SweepAsync(cancellation), cancellation);
}
