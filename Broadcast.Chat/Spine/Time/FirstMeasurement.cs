using System.Globalization;
using Broadcast.Chat.Spine.Hosting;

namespace Broadcast.Chat.Spine.Time;

/// <summary>
/// Sets the clock by the reference. Refuses a machine whose own clock is wrong by more than <see cref="Most"/>: its logs and its files would
/// lie, and a fault so large is a mistake of somebody.
/// </summary>
internal sealed class FirstMeasurement(DisciplinedClock clock, ClockReference reference)
{
    public static readonly TimeSpan Most = TimeSpan.FromSeconds(2);

    /// <summary>The first sample pays for the connection; the shortest of these is good to a millisecond.</summary>
    private const int Samples = 4;

    /// <summary>Throws Redis' exceptions. One caller at a time.</summary>
    /// <exception cref="StartFailure">The machine's clock is wrong. The clock is not set.</exception>
    public async Task TakeAsync()
    {
        for (var i = 1; i < Samples; i++)
            await reference.MeasureAsync();
        var best = await reference.MeasureAsync();

        var skew = clock.SkewFrom(best.Shift);
        var doubt = best.Uncertain < DisciplinedClock.Tolerance ? best.Uncertain : DisciplinedClock.Tolerance;
        if (skew.Duration() - doubt > Most)
        {
            var (seconds, direction) = (skew.Duration().TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture), skew > TimeSpan.Zero ? "ahead of" : "behind");
            throw new StartFailure(
                $"This machine's clock is {seconds} s {direction} that of Redis, and 2 s are allowed. Set it, for example with NTP; if Redis' machine is the one that is wrong, set that one.");
        }

        clock.Begin(best.Shift, best.Uncertain);
    }
}
