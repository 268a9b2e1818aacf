using Broadcast.Api.Data;
using Broadcast.Api.Spine;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Redis;
using Broadcast.Chat.Spine.State;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Outbox;

/// <summary>Counts every five seconds what waits between this service and shops, and raises alarms for staff while something waits too long or was given up.</summary>
internal sealed partial class OutboxWatch(
    IDbContextFactory<FestivalDb> databases, FestivalAlarms alarms, IOptions<OutboxOptions> options, OutboxMetrics metrics, TimeProvider time, ILogger<OutboxWatch> logger) : LoopService
{
    public const string WaitingCode = "outbox.waiting";
    public const string ParkedCode = "outbox.parked";
    public const string IncomingCode = "shop_events.waiting";
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private readonly LoopGuard _guard = new(logger, time);
    private readonly RaisedAlarms _raised = new(alarms, logger);

    protected override async Task LoopAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            if (!await _guard.TryAsync("Watching what waits for shops", () => TryLookAsync(stoppingToken), stoppingToken))
                metrics.Faults.Add(1);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    public async Task LookAsync(CancellationToken cancellation)
    {
        await using (var database = await databases.CreateDbContextAsync(cancellation))
            metrics.Counts = await OutboxCounts.ReadAsync(database, time.GetUtcNow(), cancellation);
        var counts = metrics.Counts;
        await TellAsync(WaitingCode, Late(counts.OldestAt), "Shops are not told: messages to them wait for too long.");
        await TellAsync(ParkedCode, counts.Parked > 0 ? time.GetUtcNow() : null, "Messages to shops were given up. Have them sent again when the shop's server is back.");
        await TellAsync(
            IncomingCode, counts.ParkedIncoming + counts.RefusedIncoming > 0 ? time.GetUtcNow() : Late(counts.OldestIncomingAt), "What shops have told is not carried out.");
    }

    /// <summary>When the alarm for a message of this age is raised; null while it may still wait.</summary>
    private DateTimeOffset? Late(DateTimeOffset? at) => at + options.Value.Alarm is { } raised && raised <= time.GetUtcNow() ? raised : null;

    private Task TellAsync(string code, DateTimeOffset? since, string text) => _raised.TellAsync(code, since, options.Value.Alarm.TotalSeconds, text);

    private async Task TryLookAsync(CancellationToken cancellation)
    {
        try
        {
            await LookAsync(cancellation);
        }
        catch (Exception fault) when (DatabaseAway.Is(fault) || RedisAway.Is(fault))
        {
            metrics.Faults.Add(1);
            Away(logger, fault.Message);
        }
    }

    [LoggerMessage(EventName = nameof(Away), Level = LogLevel.Debug, Message = "What waits for shops is counted a little later: {Reason}")]
    private static partial void Away(ILogger logger, string reason);
}
