using System.Diagnostics;
using TestKit.Hls;
using TestKit.Hosts;
using TestKit.Media;
using TestKit.Processes;

namespace TestKit.Soak;

/// <summary>
/// Runs the festival with an encoder on each stage for a while: lints every reload of every channel, and samples the host's resources. With
/// trouble, the host's FFmpeg processes are killed, frozen and starved at random meanwhile.
/// </summary>
public static class SoakRun
{
    private static readonly TimeSpan SampleEvery = TimeSpan.FromSeconds(5);

    /// <summary>How long to wait until the host has made everything that it makes once.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(20);

    /// <param name="host">A host with the demo's stages, without its encoders.</param>
    /// <param name="length">Length of the run, without the time to begin and to settle.</param>
    /// <param name="trouble">The random seed of the trouble; null for none.</param>
    /// <param name="progress">Called with each sample.</param>
    public static async Task<SoakReport> RunAsync(FestivalHost host, TimeSpan length, int? trouble = null, Action<SoakSample>? progress = null)
    {
        var encoders = new List<TestProcess>();
        var watches = new Dictionary<string, PlaylistWatch>(StringComparer.Ordinal);
        try
        {
            foreach (var (stage, key) in host.Demo.StreamKeys)
                encoders.Add(Encoder.Start(host.RtmpUrl(key)));
            foreach (var stage in host.Demo.StreamKeys.Keys)
                await LiveAsync(host, stage);
            foreach (var channel in host.Demo.StreamKeys.Keys.Append("festival"))
                watches[channel] = new PlaylistWatch(host.Anonymous, new Uri(host.Http, $"/live/{channel}/ll.m3u8"));

            var before = await SettledAsync(host);
            var samples = new List<SoakSample>();
            var harm = 0;
            using (var stop = new CancellationTokenSource())
            {
                var troubling = trouble is { } seed ? TroubleAsync(host, new Random(seed), stop.Token) : Task.FromResult(0);
                var clock = Stopwatch.StartNew();
                while (clock.Elapsed < length)
                {
                    await Task.Delay(SampleEvery < length - clock.Elapsed ? SampleEvery : length - clock.Elapsed + TimeSpan.FromMilliseconds(1));
                    samples.Add(SoakSample.Of(host.Process.Id, clock.Elapsed));
                    progress?.Invoke(samples[^1]);
                }

                await stop.CancelAsync();
                harm = await troubling;
            }

            foreach (var stage in host.Demo.StreamKeys.Keys)
                await LiveAsync(host, stage);
            var after = await SettledAsync(host);
            return new SoakReport
            {
                Before = before,
                Samples = samples,
                After = after,
                Harm = harm,
                Faults = [.. watches.SelectMany(watch => watch.Value.Faults.Select(fault => $"{watch.Key}: {fault}"))],
                Reloads = watches.Values.Sum(watch => watch.Reloads),
                Latencies = [.. watches.Values.SelectMany(watch => watch.Latencies).Order()],
            };
        }
        finally
        {
            foreach (var watch in watches.Values)
                await watch.DisposeAsync();
            foreach (var encoder in encoders)
                await encoder.DisposeAsync();
        }
    }

    private static async Task<SoakSample> SettledAsync(FestivalHost host)
    {
        await Task.Delay(WarmUp);
        return SoakSample.Of(host.Process.Id, TimeSpan.Zero);
    }

    private static Task LiveAsync(FestivalHost host, string stage) =>
        Eventually.TrueAsync(async () => !(await host.Anonymous.GetStringAsync($"/api/v1/channels/{stage}")).Contains("\"slate\":true", StringComparison.Ordinal),
            $"{stage} is live", TimeSpan.FromSeconds(90));

    /// <summary>Kills, freezes or starves one FFmpeg process of the host after another until stopped; returns how often.</summary>
    private static async Task<int> TroubleAsync(FestivalHost host, Random random, CancellationToken stop)
    {
        var harm = 0;
        try
        {
            while (true)
            {
                await Task.Delay(TimeSpan.FromSeconds(1 + (random.NextDouble() * 4)), stop);
                var children = ProcessTable.DescendantsOf(host.Process.Id).Where(IsFFmpeg).ToList();
                if (children.Count == 0)
                    continue;

                harm++;
                var child = children[random.Next(children.Count)];
                switch (random.Next(3))
                {
                    case 0:
                        Signals.Kill(child);
                        break;
                    case 1:
                        Signals.Stop(child);
                        await Task.Delay(TimeSpan.FromSeconds(random.NextDouble() * 6), stop);
                        Signals.Continue(child);
                        break;
                    default:
                        await StarveAsync(child, TimeSpan.FromSeconds(4), stop);
                        break;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The trouble is over: frozen processes continue.
            foreach (var child in ProcessTable.DescendantsOf(host.Process.Id))
                Signals.Continue(child);
            return harm;
        }
    }

    /// <summary>Lets the process run for a tenth of the time.</summary>
    private static async Task StarveAsync(int child, TimeSpan length, CancellationToken stop)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < length;)
        {
            Signals.Stop(child);
            await Task.Delay(90, stop);
            Signals.Continue(child);
            await Task.Delay(10, stop);
        }
    }

    private static bool IsFFmpeg(int id) =>
        ProcessTable.All().Any(process => process.Id == id && Path.GetFileName(process.CommandLine.Split(' ')[0]) == "ffmpeg");
}
