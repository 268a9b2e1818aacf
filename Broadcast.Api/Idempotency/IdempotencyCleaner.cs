using Broadcast.Api.Data;
using Broadcast.Api.Data.Leases;
using Broadcast.Api.Spine;
using Broadcast.Chat.Spine.Leases;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Idempotency;

/// <summary>Removes the records of keys that are older than <see cref="IdempotencyRecord.Kept"/>.</summary>
internal sealed class IdempotencyCleaner : CleaningLoop
{
    private readonly IDbContextFactory<FestivalDb> _databases;
    private readonly TimeProvider _time;

    public IdempotencyCleaner(IDbContextFactory<FestivalDb> databases, ILeases leases, ApiMeter meter, TimeProvider time, ILogger<IdempotencyCleaner> logger)
        : base(
            "idempotency.cleaning", "old idempotency records", leases,
            meter.Counter("livefestival.api.idempotency.cleaning_faults", "Times that old records of idempotency keys could not be removed."), time, logger) =>
        (_databases, _time) = (databases, time);

    public override async Task CleanAsync(CancellationToken cancellation)
    {
        var oldest = _time.GetUtcNow() - IdempotencyRecord.Kept;
        await using var database = await _databases.CreateDbContextAsync(cancellation);
        // By time within the statement that removes: a key may be used for something new at the same time.
        var over = database.IdempotencyRecords.Where(record => record.At <= oldest).OrderBy(record => record.At).Take(Batch);
        await InBatchesAsync(database, () => over.ExecuteDeleteAsync(cancellation), cancellation);
    }
}
