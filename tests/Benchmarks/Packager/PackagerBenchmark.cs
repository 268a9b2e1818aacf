using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Benchmarks.Ingest;
using Broadcast.Chat.Spine.Processes;
using Broadcast.Ingest.Media;
using Broadcast.Ingest.Media.Flv;
using Broadcast.Ingest.Packaging;
using Microsoft.Extensions.Logging.Abstractions;
using TestKit;
using TestKit.Media;

namespace Benchmarks.Packager;

/// <summary>
/// Compares a packager of our own with the FFmpeg pipe, in turns in one run: processor time a stage and time to the first fragment. The
/// cost of feeding tags in real time is the same for both; it is measured alone and subtracted from the pipe's. Our own packager costs
/// too little to show beside the feeding, so its cost is measured over many passes of the clip without pauses, garbage collection included.
/// </summary>
internal static class PackagerBenchmark
{
    private const int Stages = 4;
    private const int Rounds = 3;

    /// <summary>How often the whole clip is muxed without pauses.</summary>
    private const int Passes = 40;

    public static async Task RunAsync(int seconds)
    {
        Console.WriteLine($"packager: {Stages} stages of 720p30 at 2.5 Mb/s, {Rounds} rounds of {seconds} s, on {Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}");
        using var folder = new TemporaryFolder();
        await Clip.MakeAsync(folder.File("clip.flv"));
        var tags = FlvFile.Read(await File.ReadAllBytesAsync(folder.File("clip.flv")));
        await File.WriteAllBytesAsync(folder.File("own.mp4"), Whole(tags));
        var faults = await Probe.DecodeAsync(folder.File("own.mp4"));
        Console.WriteLine($"  FFmpeg decodes our own: {(faults.Length == 0 ? "without a complaint" : faults)}");

        var (none, own, pipe) = (new List<Sample>(), new List<Sample>(), new List<Sample>());
        var flatOut = new List<double>();
        await using var watcher = new ChildWatcher(NullLogger<ChildWatcher>.Instance);
        // An uncounted round first, so that everything is compiled and in memory.
        await RoundAsync(tags, 2, () => new Trial());
        await RoundAsync(tags, 2, () => new Pipe(watcher));
        for (var round = 0; round < Rounds; round++)
        {
            none.Add(await RoundAsync(tags, seconds, () => new Nothing()));
            own.Add(await RoundAsync(tags, seconds, () => new Trial()));
            pipe.Add(await RoundAsync(tags, seconds, () => new Pipe(watcher)));
            flatOut.Add(FlatOut(tags));
        }

        var feeding = Median(none.Select(sample => sample.Percent));
        var (ownCost, pipeCost) = (Median(flatOut), Median(pipe.Select(sample => sample.Percent)) - feeding);
        var (ownStart, pipeStart) = (Median(own.SelectMany(sample => sample.Starts)), Median(pipe.SelectMany(sample => sample.Starts)));
        Say($"  feeding alone     {feeding:0.00} % of a core a stage (taken off the pipe below)");
        Say($"  FFmpeg pipe       {pipeCost:0.00} % ({Median(pipe.Select(sample => sample.Children)):0.00} of it in FFmpeg), first fragment after {pipeStart:0} ms");
        Say($"  packager in C#    {ownCost:0.000} %, first fragment after {ownStart:0} ms");
        Say($"  ratio             {pipeCost / ownCost:0} of processor time, {pipeStart / ownStart:0.0} of start-up");
    }

    private static async Task<Sample> RoundAsync(List<FlvTag> tags, int seconds, Func<Packager> make)
    {
        var packagers = Enumerable.Range(0, Stages).Select(_ => make()).ToList();
        var (before, watch) = (ReadProcessorTime(), Stopwatch.StartNew());
        await Task.WhenAll(packagers.Select(packager => FeedAsync(packager, tags, TimeSpan.FromSeconds(seconds))));
        var (elapsed, after) = (watch.Elapsed.TotalSeconds, ReadProcessorTime());
        foreach (var packager in packagers)
            await packager.DisposeAsync();
        var children = (after.Children - before.Children) / elapsed / Stages * 100;
        return new Sample((after.Own - before.Own) / elapsed / Stages * 100 + children, children, [.. packagers.Select(packager => packager.FirstAfter.TotalMilliseconds)]);
    }

    private static async Task FeedAsync(Packager packager, List<FlvTag> tags, TimeSpan length)
    {
        var watch = Stopwatch.StartNew();
        await packager.BeginAsync();
        foreach (var tag in tags.TakeWhile(tag => tag.Timestamp < length.TotalMilliseconds))
        {
            if (TimeSpan.FromMilliseconds(tag.Timestamp) - watch.Elapsed is var wait && wait > TimeSpan.FromMilliseconds(1))
                await Task.Delay(wait);
            await packager.WriteTagAsync(tag);
        }
    }

    /// <summary>Percent of a core that our own packager would need for one stage in real time.</summary>
    private static double FlatOut(List<FlvTag> tags)
    {
        var before = Environment.CpuUsage.TotalTime;
        for (var pass = 0; pass < Passes; pass++)
        {
            var muxer = new CmafMuxer(1280, 720);
            foreach (var tag in tags)
                muxer.Add(tag);
        }

        return (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / (Passes * (double)tags[^1].Timestamp) * 100;
    }

    private static (double Own, double Children) ReadProcessorTime() =>
        (Environment.CpuUsage.TotalTime.TotalSeconds, ProcessorTime.Of(Environment.ProcessId).Children);

    private static double Median(IEnumerable<double> values) => values.Order().ToArray() is var sorted ? sorted[sorted.Length / 2] : 0;

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private static byte[] Whole(List<FlvTag> tags)
    {
        var muxer = new CmafMuxer(1280, 720);
        var fragments = tags.Select(tag => muxer.Add(tag)).OfType<byte[]>().ToList();
        return [.. muxer.Init!, .. fragments.SelectMany(fragment => fragment)];
    }

    /// <param name="Percent">Percent of a core a stage, used by this process and its children.</param>
    /// <param name="Children">The children's share of <paramref name="Percent"/>.</param>
    /// <param name="Starts">Milliseconds to the first fragment, for each packager.</param>
    private sealed record Sample(double Percent, double Children, double[] Starts);

    private abstract class Packager : IFragmentListener, IAsyncDisposable
    {
        private long _began;

        public TimeSpan FirstAfter { get; private set; }

        public virtual ValueTask BeginAsync()
        {
            _began = Stopwatch.GetTimestamp();
            return ValueTask.CompletedTask;
        }

        public abstract ValueTask WriteTagAsync(FlvTag tag);

        public void OnFragment(Fragment fragment) => RecordFirstFragment();

        public void OnOffAir()
        {
            // The round is over.
        }

        public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;

        protected void RecordFirstFragment()
        {
            if (FirstAfter == TimeSpan.Zero)
                FirstAfter = Stopwatch.GetElapsedTime(_began);
        }
    }

    private sealed class Nothing : Packager
    {
        public override ValueTask WriteTagAsync(FlvTag tag) => ValueTask.CompletedTask;
    }

    private sealed class Trial : Packager
    {
        private readonly CmafMuxer _muxer = new(1280, 720);

        public override ValueTask WriteTagAsync(FlvTag tag)
        {
            if (_muxer.Add(tag) is not null)
                RecordFirstFragment();
            return ValueTask.CompletedTask;
        }
    }

    /// <summary>The FFmpeg pipe as the host runs it: the process, its writer and its reader.</summary>
    private sealed class Pipe(ChildWatcher watcher) : Packager
    {
        private PackagingRun? _run;

        public override async ValueTask BeginAsync()
        {
            await base.BeginAsync();
            var outlet = new FragmentOutlet(TimeProvider.System, NullLogger.Instance);
            outlet.Subscribe(this);
            _run = PackagingRun.Start(watcher, outlet, new ChannelClock(), 30, TimeProvider.System, NullLogger.Instance);
            await _run.OpenAsync(CancellationToken.None);
        }

        public override ValueTask WriteTagAsync(FlvTag tag) =>
            tag.Kind == MediaKind.Video && tag.Body.Span[1] == 1
                ? _run!.WritePictureAsync(tag, TimeProvider.System.GetUtcNow(), tag.Body.Span[0] >> 4 == 1, CancellationToken.None)
                : _run!.WriteAsync(tag, CancellationToken.None);

        public override async ValueTask DisposeAsync()
        {
            await _run!.DisposeAsync();
            await base.DisposeAsync();
        }
    }
}
