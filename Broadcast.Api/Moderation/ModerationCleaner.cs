using Broadcast.Api.Data;
using Broadcast.Api.Data.Leases;
using Broadcast.Api.Spine;
using Broadcast.Chat.Spine.Leases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Moderation;

/// <summary>Removes expired restrictions, and records of the audit trail that are older than <see cref="ModerationRecordOptions.Kept"/>.</summary>
internal sealed partial class ModerationCleaner : CleaningLoop
{
    private readonly IDbContextFactory<FestivalDb> _databases;
    private readonly IOptions<ModerationRecordOptions> _options;
    private readonly TimeProvider _time;
    private readonly ILogger<ModerationCleaner> _logger;

    public ModerationCleaner(
        IDbContextFactory<FestivalDb> databases, ILeases leases, IOptions<ModerationRecordOptions> options, ApiMeter meter, TimeProvider time, ILogger<ModerationCleaner> logger)
        : base(
            "moderation.cleaning", "old moderation records", leases, meter.Counter("livefestival.api.moderation.cleaning_faults", "Times that old moderation records could not be removed."), time,
            logger) =>
        (_databases, _options, _time, _logger) = (databases, options, time, logger);

    public override async Task CleanAsync(CancellationToken cancellation)
    {
        var now = _time.GetUtcNow();
        var oldest = now - _options.Value.Kept;
        await using var database = await _databases.CreateDbContextAsync(cancellation);
        // Does not raise the facts' revision: readers ignore expired restrictions, and the next document leaves them out.
        var ended = database.StandingRestrictions.Where(held => held.Until != null && held.Until <= now).OrderBy(held => held.Until).Take(Batch);
        var over = await InBatchesAsync(database, () => ended.ExecuteDeleteAsync(cancellation), cancellation);
        var kept = database.ModerationRecords.Where(record => record.At < oldest).OrderBy(record => record.Id).Take(Batch);
        var old = await InBatchesAsync(database, () => kept.ExecuteDeleteAsync(cancellation), cancellation);
        if (over > 0 || old > 0)
            Cleaned(_logger, over, old);
    }

    [LoggerMessage(EventName = nameof(Cleaned), Level = LogLevel.Information, Message = "Removed {Over} expired restrictions and {Old} old moderation records")]
    private static partial void Cleaned(ILogger logger, int over, int old);
}
