using Broadcast.Api.Data;
using Broadcast.Chat.Contracts.State;
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

    /// <summary>When this process first saw the count above the threshold, Unix milliseconds; 0 while it is below.</summary>
    private long _since;

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
        var (sent, cap) = (await CountAsync(cancellation), options.Value.CodesPerDay);
        if (sent * 100L < cap * (long)Percent)
        {
            if (Interlocked.Exchange(ref _since, 0) > 0)
                Over(logger, Code);
            await alarms.ClearAsync(Code);
            return;
        }

        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var since = Interlocked.CompareExchange(ref _since, now, 0);
        if (since == 0)
            Raised(logger, Code, sent, cap);
        await alarms.RaiseAsync(new StageAlarm { Code = Code, Severity = AlarmSeverity.Warning, Since = since > 0 ? since : now, Threshold = (double)cap * Percent / 100, Text = Text });
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

    [LoggerMessage(EventName = nameof(Raised), Level = LogLevel.Warning, Message = "Alarm {Code}: {Sent} of the {Cap} codes that Persons:CodesPerDay allows are sent")]
    private static partial void Raised(ILogger logger, string code, int sent, int cap);

    [LoggerMessage(EventName = nameof(Over), Level = LogLevel.Information, Message = "Alarm {Code} is over")]
    private static partial void Over(ILogger logger, string code);

    [LoggerMessage(EventName = nameof(Away), Level = LogLevel.Debug, Message = "The codes that are sent are counted a little later: {Reason}")]
    private static partial void Away(ILogger logger, string reason);
}
