using Broadcast.Api.Data;
using Broadcast.Api.Data.Leases;
using Broadcast.Api.Spine;
using Broadcast.Chat.Spine.Leases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Audit;

/// <summary>Removes entries that are older than <see cref="AuditOptions.Kept"/>.</summary>
internal sealed class AuditCleaner : CleaningLoop
{
    private readonly IDbContextFactory<FestivalDb> _databases;
    private readonly IOptions<AuditOptions> _options;
    private readonly TimeProvider _time;

    public AuditCleaner(IDbContextFactory<FestivalDb> databases, ILeases leases, IOptions<AuditOptions> options, ApiMeter meter, TimeProvider time, ILogger<AuditCleaner> logger)
        : base("audit.cleaning", "old audit entries", leases, meter.Counter("livefestival.api.audit.cleaning_faults", "Times that old audit entries could not be removed."), time, logger) =>
        (_databases, _options, _time) = (databases, options, time);

    public override async Task CleanAsync(CancellationToken cancellation)
    {
        var oldest = _time.GetUtcNow() - _options.Value.Kept;
        await using var database = await _databases.CreateDbContextAsync(cancellation);
        var old = database.AuditEntries.Where(entry => entry.At < oldest).OrderBy(entry => entry.Id).Take(Batch);
        await InBatchesAsync(database, () => old.ExecuteDeleteAsync(cancellation), cancellation);
    }
}
