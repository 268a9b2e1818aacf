using System.Diagnostics;

namespace Benchmarks.Commits;

/// <summary>Many callers at once, each of whom waits for an answer before the next call.</summary>
internal static class Crowd
{
    public const int Callers = 2000;

    /// <param name="seconds">How long.</param>
    /// <param name="call">One call; throws when it is refused.</param>
    public static async Task<CommitRate> MeasureAsync(double seconds, Func<Task> call)
    {
        var (watch, done, busy) = (Stopwatch.StartNew(), 0L, Environment.CpuUsage.TotalTime);
        var waits = new long[Callers];
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            while (watch.Elapsed.TotalSeconds < seconds)
            {
                var begun = Stopwatch.GetTimestamp();
                await call();
                Interlocked.Increment(ref done);
                waits[caller] = Math.Max(waits[caller], Stopwatch.GetTimestamp() - begun);
            }
        })));
        var took = watch.Elapsed;
        busy = Environment.CpuUsage.TotalTime - busy;
        return new CommitRate(done, done / took.TotalSeconds, busy / done, Stopwatch.GetElapsedTime(0, waits.Max()));
    }
}

/// <param name="Done">How many were acknowledged.</param>
/// <param name="Rate">A second.</param>
/// <param name="Processor">Time of this process for each.</param>
/// <param name="Longest">The longest wait of a caller.</param>
internal sealed record CommitRate(long Done, double Rate, TimeSpan Processor, TimeSpan Longest);
