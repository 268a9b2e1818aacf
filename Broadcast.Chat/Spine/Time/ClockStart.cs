using System.Globalization;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Redis;

namespace Broadcast.Chat.Spine.Time;

/// <summary>
/// Sets the clock by the reference before anything in this process uses the time. Refuses to start on a machine whose own clock is wrong by
/// more than <see cref="Most"/>: its logs and its files would lie, and a fault so large is a mistake of somebody. Where the reference is
/// away, the process starts with the machine's time and follows the reference later.
/// </summary>
internal sealed class ClockStart(DisciplinedClock clock, ClockReference reference) : IHostedService
{
    public static readonly TimeSpan Most = TimeSpan.FromSeconds(2);

    /// <summary>The first sample pays for the connection; the shortest of these is good to a millisecond.</summary>
    private const int Samples = 4;

    /// <summary>How long the start waits for a reference that is away; a busy machine takes seconds for its first connection.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        while (!await TryBeginAsync())
        {
            if (clock.GetElapsedTime(began) > Patience)
                return;
            await Task.Delay(Pause, clock, cancellationToken);
        }

        if (clock.Skew.Duration() - clock.Uncertainty > Most)
        {
            var (seconds, direction) = (clock.Skew.Duration().TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture), clock.Skew > TimeSpan.Zero ? "ahead of" : "behind");
            throw new StartFailure(
                $"This machine's clock is {seconds} s {direction} that of Redis, and 2 s are allowed. Set it, for example with NTP; if Redis' machine is the one that is wrong, set that one.");
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<bool> TryBeginAsync()
    {
        try
        {
            for (var i = 1; i < Samples; i++)
                await reference.MeasureAsync();
            var best = await reference.MeasureAsync();
            clock.Begin(best.Shift, best.Uncertain);
            return true;
        }
        catch (Exception away) when (RedisAway.Is(away))
        {
            return false;
        }
    }
}
