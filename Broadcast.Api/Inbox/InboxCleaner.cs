using Broadcast.Api.Data;
using Broadcast.Api.Data.Leases;
using Broadcast.Api.Spine;
using Broadcast.Chat.Spine.Leases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Inbox;

/// <summary>Removes entries that are older than <see cref="InboxOptions.Kept"/>.</summary>
internal sealed partial class InboxCleaner : CleaningLoop
{
    private readonly IDbContextFactory<FestivalDb> _databases;
    private readonly IOptions<InboxOptions> _options;
    private readonly TimeProvider _time;
    private readonly ILogger<InboxCleaner> _logger;

    public InboxCleaner(IDbContextFactory<FestivalDb> databases, ILeases leases, IOptions<InboxOptions> options, ApiMeter meter, TimeProvider time, ILogger<InboxCleaner> logger)
        : base(
            "inbox.cleaning", "old entries of inboxes", leases, meter.Counter("livefestival.api.inbox.cleaning_faults", "Times that old entries of inboxes could not be removed."), time, logger) =>
        (_databases, _options, _time, _logger) = (databases, options, time, logger);

    public override async Task CleanAsync(CancellationToken cancellation)
    {
        var oldest = _time.GetUtcNow() - _options.Value.Kept;
        await using var database = await _databases.CreateDbContextAsync(cancellation);
        var old = database.InboxItems.Where(item => item.At < oldest).OrderBy(item => item.Id).Take(Batch);
        if (await InBatchesAsync(database, () => old.ExecuteDeleteAsync(cancellation), cancellation) is > 0 and var removed)
            Cleaned(_logger, removed);
    }

    [LoggerMessage(EventName = nameof(Cleaned), Level = LogLevel.Information, Message = "Removed {Count} old entries of inboxes")]
    private static partial void Cleaned(ILogger logger, int count);
}
