using System.Runtime.InteropServices;
using TestKit;

namespace Benchmarks.Ingest;

/// <summary>Measures ingest and packaging, beside nginx-rtmp, nginx and a bare FFmpeg pipe in the same run.</summary>
internal static class IngestBenchmark
{
    private const int Seconds = 30;
    private const int Viewers = 15_000;

    /// <param name="parts">Which: <c>stage</c>, <c>parts</c>, <c>shown</c>, <c>served</c>, <c>held</c>; or <c>all</c>.</param>
    public static async Task RunAsync(IReadOnlyCollection<string> parts)
    {
        Console.WriteLine($"ingest on {Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}");
        using var folder = new TemporaryFolder();
        if (Wanted("stage"))
        {
            var clip = folder.File("clip.flv");
            await Clip.MakeAsync(clip);
            await StageCost.RunAsync(clip, Seconds);
        }

        if (Wanted("parts"))
            await PartLatency.RunAsync();
        if (Wanted("shown"))
            await ShownLatency.RunAsync(Seconds);
        if (Wanted("served"))
            await Served.RunAsync(5);
        if (Wanted("held"))
            await HeldReloads.RunAsync(Viewers);

        bool Wanted(string part) => parts.Contains(part, StringComparer.Ordinal) || parts.Contains("all", StringComparer.Ordinal);
    }
}
