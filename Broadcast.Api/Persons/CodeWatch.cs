using Broadcast.Api.Data;
using Broadcast.Api.Spine;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Redis;
using Broadcast.Chat.Spine.State;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Persons;

/// <summary>
/// Looks every five seconds how many of a day's codes (<see cref="PersonOptions.CodesPerDay"/>) are sent, and raises an alarm for staff before the
/// cap keeps everybody from signing in. It ends with the day, or when more codes are allowed.
/// </summary>
internal sealed partial class CodeWatch(
    IDbContextFactory<FestivalDb> databases, FestivalAlarms alarms, IOptions<PersonOptions> options, TimeProvider time, ILogger<CodeWatch> logger) : LoopService
{
    public const string Code = "codes.cap";

    private const string Text = "Most of the codes that may be sent today are sent. When all are, nobody signs in by telephone or mailbox until the next day (UTC).";

    /// <summary>Percent of the cap.</summary>
    private const int Percent = 80;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private readonly LoopGuard _guard = new(logger, time);
    private readonly RaisedAlarms _raised = new(alarms, logger);

    protected override async Task LoopAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            await _guard.TryAsync("Watching how many codes are sent", () => TryLookAsync(stoppingToken), stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    public async Task LookAsync(CancellationToken cancellation)
    {
        var (sent, threshold) = (await CountAsync(cancellation), (double)options.Value.CodesPerDay * Percent / 100);
        await _raised.TellAsync(Code, sent < threshold ? null : time.GetUtcNow(), threshold, Text);
    }

    private async Task<int> CountAsync(CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        return await new CodeTally(database, time).CountAsync(CodeCount.All, CodeTally.Day, cancellation);
    }

    private async Task TryLookAsync(CancellationToken cancellation)
    {
        try
        {
            await LookAsync(cancellation);
        }
        catch (Exception fault) when (DatabaseAway.Is(fault) || RedisAway.Is(fault))
        {
            Away(logger, fault.Message);
        }
    }

    [LoggerMessage(EventName = nameof(Away), Level = LogLevel.Debug, Message = "The codes that are sent are counted a little later: {Reason}")]
    private static partial void Away(ILogger logger, string reason);
}
