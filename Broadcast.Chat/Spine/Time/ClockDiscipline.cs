using System.Diagnostics.Metrics;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Redis;

namespace Broadcast.Chat.Spine.Time;

/// <summary>
/// Measures the reference once a second and lets the clock follow it. While the reference is away the clock goes on by its timer, which is
/// wrong by some milliseconds an hour. A process whose machine's clock, or whose own time, is wrong by more than the tolerance is reported, and
/// that is logged once. A reference that was away at the start is taken when it comes back; a machine whose clock is too wrong for a start is refused then.
/// </summary>
internal sealed partial class ClockDiscipline : LoopService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private readonly DisciplinedClock _clock;
    private readonly ClockReference _reference;
    private readonly FirstMeasurement _first;
    private readonly LateRefusal _refusal;
    private readonly SkewedClocks _skewed;
    private readonly ILogger<ClockDiscipline> _logger;
    private readonly LoopGuard _guard;
    private bool _wrong;

    public ClockDiscipline(
        DisciplinedClock clock, ClockReference reference, FirstMeasurement first, LateRefusal refusal, SkewedClocks skewed, IMeterFactory meters, ILogger<ClockDiscipline> logger)
    {
        (_clock, _reference, _first, _refusal, _skewed, _logger, _guard) = (clock, reference, first, refusal, skewed, logger, new LoopGuard(logger, clock));
        var meter = meters.Create("LiveFestival.Clock");
        meter.CreateObservableGauge(
            "livefestival.clock.skew", () => clock.Skew.TotalSeconds, unit: "s", description: "Seconds by which the machine's own clock is ahead of the reference.");
        meter.CreateObservableGauge(
            "livefestival.clock.behind", () => clock.Behind.TotalSeconds, unit: "s",
            description: "Seconds by which the reference is ahead of this process' time; made up for by 1 ms a second.");
    }

    protected override async Task LoopAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, _clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await _guard.TryAsync("Measuring the clock", MeasureAsync, stoppingToken);
    }

    private async Task MeasureAsync()
    {
        try
        {
            if (!_clock.Begun)
                await _first.TakeAsync();
            var best = await _reference.MeasureAsync();
            _clock.Correct(best.Shift, best.Uncertain);
            var (skew, ahead) = (_clock.Skew, -_clock.Behind);
            var worse = skew.Duration() >= ahead.Duration() ? skew : ahead;
            var wrong = worse.Duration() > DisciplinedClock.Tolerance;
            if (wrong && !_wrong)
                Tell(skew, ahead);
            if (wrong || _wrong)
                await _skewed.ReportAsync(wrong ? worse : null);
            _wrong = wrong;
            await _skewed.ReadAsync();
        }
        catch (StartFailure wrong)
        {
            Refused(_logger, wrong.Message);
            _refusal.Refuse(wrong);
        }
        catch (Exception away) when (RedisAway.Is(away))
        {
            // The clock goes on by itself.
        }
    }

    private void Tell(TimeSpan skew, TimeSpan ahead)
    {
        if (skew.Duration() > DisciplinedClock.Tolerance)
            Skewed(_logger, skew.TotalMilliseconds);
        if (ahead.Duration() > DisciplinedClock.Tolerance)
            Apart(_logger, ahead.TotalMilliseconds);
    }

    [LoggerMessage(EventName = nameof(Skewed), Level = LogLevel.Warning,
        Message = "This machine's clock is {Skew:0} ms ahead of the reference (behind it, if negative). One of the two is wrong; set the machine's clock before the next start")]
    private static partial void Skewed(ILogger logger, double skew);

    [LoggerMessage(EventName = nameof(Apart), Level = LogLevel.Warning,
        Message = "The time of this process is {Ahead:0} ms ahead of the reference (behind it, if negative), which has leapt. It follows by 1 ms a second")]
    private static partial void Apart(ILogger logger, double ahead);

    [LoggerMessage(EventName = nameof(Refused), Level = LogLevel.Critical, Message = "{Fault} This process ends")]
    private static partial void Refused(ILogger logger, string fault);
}
