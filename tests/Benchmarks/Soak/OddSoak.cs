using System.Diagnostics;
using System.Globalization;
using Benchmarks.Packager;
using Broadcast.Ingest.Media;
using TestKit;
using TestKit.Hosts;
using TestKit.Media;
using TestKit.Soak;

namespace Benchmarks.Soak;

/// <summary>
/// Runs a host with one good encoder and many odd publishers for a given time, and says whether its memory stays flat. The first quarter of
/// the time is not judged: windows and recordings fill up, and the runtime compiles.
/// </summary>
internal static class OddSoak
{
    private const int Workers = 12;

    /// <summary>A host may grow by this share of its memory over the time that is judged.</summary>
    private const double Tolerance = 0.1;

    private static readonly TimeSpan SampleEvery = TimeSpan.FromSeconds(5);

    /// <summary>How long the host may take to end what publishers have left behind.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(40);

    /// <returns>False when memory grew, or child processes or descriptors were left behind.</returns>
    public static async Task<bool> RunAsync(double minutes)
    {
        Console.WriteLine($"soak: {minutes:0.#} min, one good encoder and {Workers} odd publishers on three stages");
        using var folder = new TemporaryFolder();
        var file = folder.File("clip.flv");
        await new Recipe { Duration = TimeSpan.FromSeconds(20) }.WriteAsync(file);
        var clip = FlvFile.Read(await File.ReadAllBytesAsync(file)).FindAll(tag => tag.Kind != MediaKind.Data);

        await using var host = await FestivalHost.StartAsync("--Demo:Encoders", "false", "--Demo:SlotSeconds", "30");
        var (good, odd) = (host.Demo.StreamKeys.Values.First(), host.Demo.StreamKeys.Values.Skip(1).ToList());
        await using var encoder = Encoder.Start(host.RtmpUrl(good));
        await Task.Delay(Settling);
        var before = SoakSample.Of(host.Process.Id, TimeSpan.Zero);
        Console.WriteLine($"  before   {await TextAsync(host, before)}");

        var publishers = new OddPublishers(host.RtmpPort, odd, clip, seed: 1);
        var samples = await SampleAsync(host, publishers, TimeSpan.FromMinutes(minutes));
        await Task.Delay(Settling);
        var after = SoakSample.Of(host.Process.Id, TimeSpan.Zero);
        Console.WriteLine($"  after    {await TextAsync(host, after)}");
        Console.WriteLine($"  tried    {string.Join(", ", publishers.Publishes.OrderBy(kind => kind.Key, StringComparer.Ordinal).Select(kind => $"{kind.Value} {kind.Key}"))}");
        return Judge(before, samples, after);
    }

    private static async Task<List<(SoakSample Process, HostGauges Gauges)>> SampleAsync(FestivalHost host, OddPublishers publishers, TimeSpan length)
    {
        using var stop = new CancellationTokenSource();
        var publishing = publishers.RunAsync(Workers, stop.Token);
        var samples = new List<(SoakSample Process, HostGauges Gauges)>();
        var clock = Stopwatch.StartNew();
        for (var next = TimeSpan.Zero; clock.Elapsed < length;)
        {
            await Task.Delay(SampleEvery);
            var sample = SoakSample.Of(host.Process.Id, clock.Elapsed);
            samples.Add((sample, await HostGauges.ReadAsync(host.Anonymous)));
            if (sample.At < next)
                continue;
            next = sample.At + TimeSpan.FromMinutes(1);
            Console.WriteLine($"  {sample.At:h\\:mm\\:ss}  {Text(sample, samples[^1].Gauges)}  publishes {publishers.Publishes.Values.Sum()}");
        }

        await stop.CancelAsync();
        await publishing;
        return samples;
    }

    private static bool Judge(SoakSample before, List<(SoakSample Process, HostGauges Gauges)> samples, SoakSample after)
    {
        var judged = samples.Skip(samples.Count / 4).ToList();
        var flat = IsFlat("resident memory", [.. judged.Select(sample => (double)sample.Process.Memory)])
            & IsFlat("managed heap", [.. judged.Select(sample => (double)sample.Gauges.Heap)]);
        _ = IsFlat("memory beside the managed heap", [.. judged.Select(sample => (double)(sample.Process.Memory - sample.Gauges.Committed))]);
        var clean = after.Children <= before.Children && after.Descriptors <= before.Descriptors + 20;
        Console.WriteLine(clean ? "  processes and descriptors are back where they were" : $"  left behind: {after.Children - before.Children} processes, {after.Descriptors - before.Descriptors} descriptors");
        return flat && clean;
    }

    /// <summary>
    /// Prints and judges how much a measure grew, from the least of the first third of its samples to the least of the last: garbage makes
    /// waves of ten minutes, because the oldest generation is seldom collected while the machine has memory to spare.
    /// </summary>
    private static bool IsFlat(string name, double[] samples)
    {
        var thirds = samples.Chunk((samples.Length + 2) / 3).Select(third => third.Min()).ToArray();
        var grown = thirds[^1] - thirds[0];
        var flat = grown < samples.Average() * Tolerance;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  {name}: {(flat ? "flat" : "NOT FLAT")}; {samples.Average() / 1e6:0} MB on average, {samples.Max() / 1e6:0} MB at most, least of each third of {SampleEvery * (samples.Length - 1):h\\:mm\\:ss}: {string.Join(", ", thirds.Select(least => $"{least / 1e6:0} MB"))}"));
        return flat;
    }

    private static async Task<string> TextAsync(FestivalHost host, SoakSample sample) => Text(sample, await HostGauges.ReadAsync(host.Anonymous));

    private static string Text(SoakSample sample, HostGauges gauges) => string.Create(CultureInfo.InvariantCulture,
        $"memory {sample.Memory / 1e6,4:0} MB  heap {gauges.Heap / 1e6,4:0} MB  holes {gauges.Fragmented / 1e6,4:0} MB  committed {gauges.Committed / 1e6,4:0} MB  shelves {gauges.Shelf / 1e6,4:0} MB  queues {gauges.Queues / 1e6,5:0.0} MB  descriptors {sample.Descriptors,4}  threads {sample.Threads,3}  children {sample.Children,2}");
}
