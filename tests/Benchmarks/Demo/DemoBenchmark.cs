using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using TestKit;
using TestKit.Hosts;

namespace Benchmarks.Demo;

/// <summary>
/// What the whole demo costs: how long its films take to be drawn, and then the processor share and memory of each of its processes, with the
/// audience and the hand and nobody else in its rooms.
/// </summary>
internal static class DemoBenchmark
{
    /// <summary>Percent of a core that the encoders together may use.</summary>
    private const double MostOfEncoders = 10;

    /// <summary>Long enough for the runtime to compile the code that runs often.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(45);

    /// <summary>Longer than any machine on which the demo is fun.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <returns>Whether the encoders stay within their share.</returns>
    public static async Task<bool> RunAsync(int seconds)
    {
        Console.WriteLine($"demo on {Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}");
        var since = Stopwatch.StartNew();
        await using var host = await FestivalHost.StartAsync("--Demo:SceneHeight", "720", "--Demo:Audience", "12", "--Demo:Hand", "true");
        Console.WriteLine($"  ready after {since.Elapsed.TotalSeconds:0.0} s");
        var scenes = Path.Combine(host.DataDirectory, "demo", "scenes");
        await Eventually.TrueAsync(
            () => Directory.Exists(scenes) && Directory.EnumerateFiles(scenes, "*p.mp4").Count() == host.Demo.StreamKeys.Count, "all films are drawn", Patience);
        Console.WriteLine($"  all films drawn after {since.Elapsed.TotalSeconds:0.0} s");
        foreach (var stage in host.Demo.StreamKeys.Keys)
            await Eventually.TrueAsync(
                async () => (await host.Anonymous.GetStringAsync($"/api/v1/channels/{stage}")).Contains("\"slate\":false", StringComparison.Ordinal), $"{stage} is live");
        await Task.Delay(WarmUp);
        return await TellAsync(host.Process.Id, seconds);
    }

    private static async Task<bool> TellAsync(int host, int seconds)
    {
        var parts = DemoPart.Of(host);
        var before = parts.ConvertAll(part => part.Seconds());
        await Task.Delay(TimeSpan.FromSeconds(seconds));
        var shares = parts.Zip(before, (part, used) => 100 * (part.Seconds() - used) / seconds).ToList();

        Console.WriteLine($"  over {seconds} s, percent of a core, and memory with its part of what is shared:");
        foreach (var (part, share) in parts.Zip(shares))
            Print(part.Name, share, part.Memory());
        var encoders = parts.Zip(shares).Where(pair => pair.First.IsEncoder).Sum(pair => pair.Second);
        Print("all", shares.Sum(), parts.Sum(part => part.Memory()));
        Print($"of these, the encoders (at most {MostOfEncoders:0} %)", encoders, parts.Where(part => part.IsEncoder).Sum(part => part.Memory()));
        return encoders < MostOfEncoders;
    }

    private static void Print(string name, double share, long memory) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-42} {share,6:0.00} %  {memory / 1e6,5:0} MB"));
}
