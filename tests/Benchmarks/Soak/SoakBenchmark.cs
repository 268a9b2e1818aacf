using TestKit.Hosts;
using TestKit.Soak;

namespace Benchmarks.Soak;

/// <summary>
/// Runs four stages for a given time, calm or with FFmpeg in trouble. Prints the host's resources meanwhile, and compares them at the end.
/// </summary>
internal static class SoakBenchmark
{
    /// <returns>False when a playlist had a fault, or child processes or descriptors were left behind.</returns>
    public static async Task<bool> RunAsync(double minutes, bool trouble)
    {
        Console.WriteLine($"soak: {minutes:0.#} min, four stages, {(trouble ? "FFmpeg killed, frozen and starved at random" : "calm")}");
        await using var host = await FestivalHost.StartAsync("--Demo:Encoders", "false", "--Demo:SlotSeconds", "30");
        var next = 0.0;
        var report = await SoakRun.RunAsync(host, TimeSpan.FromMinutes(minutes), trouble ? 1 : null, sample =>
        {
            if (sample.At.TotalSeconds < next)
                return;
            next = sample.At.TotalSeconds + (minutes > 5 ? 60 : 15);
            Console.WriteLine($"  {sample.At:h\\:mm\\:ss}  {Text(sample)}");
        });

        Console.WriteLine($"  before   {Text(report.Before)}");
        Console.WriteLine($"  after    {Text(report.After)}");
        Console.WriteLine($"  most     memory {report.Samples.Max(sample => sample.Memory) >> 20} MB, descriptors {report.Samples.Max(sample => sample.Descriptors)}, children {report.Samples.Max(sample => sample.Children)}");
        Console.WriteLine($"  harmed   {report.Harm}");
        Console.WriteLine($"  linted   {report.Reloads} playlists, {report.Faults.Count} faults");
        foreach (var fault in report.Faults.Take(20))
            Console.WriteLine($"    {fault}");
        Console.WriteLine($"  latency  last frame of a part received to playlist read: {report.Quantile(0.5):0} ms median, {report.Quantile(0.99):0} ms p99, {report.Quantile(1):0} ms most");
        return report.Faults.Count == 0 && report.After.Children <= report.Before.Children && report.After.Descriptors <= report.Before.Descriptors + 20;
    }

    private static string Text(SoakSample sample) =>
        $"memory {sample.Memory >> 20,4} MB  descriptors {sample.Descriptors,4}  threads {sample.Threads,3}  children {sample.Children,2}  zombies {sample.Zombies}  cpu {sample.Cpu:0.0} s";
}
