using System.Globalization;
using TestKit;
using TestKit.Hosts;
using TestKit.Media;
using TestKit.Processes;
using TestKit.Soak;

namespace Benchmarks.Ingest;

/// <summary>
/// Processor time and memory of one 720p30 stage: LiveFestival, nginx-rtmp's HLS, and a bare FFmpeg pipe to fragmented MP4.
/// </summary>
internal static class StageCost
{
    private const int Stages = 4;

    /// <summary>Long enough for the runtime to compile the code that runs often.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(45);

    /// <summary>An FFmpeg pipe like the host's, run without the host.</summary>
    private const string Pipe =
        "exec ffmpeg -nostdin -v error -copyts -analyzeduration 1000000 -f flv -i pipe:0 -c copy -avoid_negative_ts disabled -f mp4 "
        + "-movflags frag_keyframe+empty_moov+default_base_moof+frag_discont+skip_trailer -frag_duration 40000 -max_interleave_delta 200000 -flush_packets 1 pipe:1";

    public static async Task RunAsync(string clip, int seconds)
    {
        Console.WriteLine($"stage: {Stages} stages of 720p30 at 2.5 Mb/s, {seconds} s, percent of a core a stage");
        var bare = await BareAsync(clip, seconds);
        Console.WriteLine($"  bare FFmpeg pipe        {bare:0.00} %");
        Console.WriteLine($"  nginx-rtmp, HLS of 1 s  {await NginxAsync(clip, seconds):0.00} %");
        await OursAsync(clip, seconds, bare, "LiveFestival, all on    ");
        await OursAsync(clip, seconds, bare, "LiveFestival, media only", "--Ingest:Monitor:Enabled", "false", "--Ingest:Recording:Enabled", "false");
    }

    private static async Task OursAsync(string clip, int seconds, double bare, string name, params string[] arguments)
    {
        await using var host = await FestivalHost.StartAsync(["--Demo:Encoders", "false", "--Demo:SlotSeconds", "900", .. arguments]);
        await Task.Delay(WarmUp);
        var emptyMemory = SoakSample.Of(host.Process.Id, default).Memory;
        var idle = await MeasureAsync(host.Process.Id, seconds);
        var pushes = host.Demo.StreamKeys.Values.Select(key => Clip.Push(clip, host.RtmpUrl(key))).ToList();
        try
        {
            foreach (var stage in host.Demo.StreamKeys.Keys)
            {
                await Eventually.TrueAsync(
                    async () => (await host.Anonymous.GetStringAsync($"/api/v1/channels/{stage}")).Contains("\"slate\":false", StringComparison.Ordinal), $"{stage} is live");
            }

            await Task.Delay(WarmUp);
            var busy = await MeasureAsync(host.Process.Id, seconds);
            var memory = SoakSample.Of(host.Process.Id, default).Memory;
            var (own, children) = (busy.Own / Stages, busy.Children / Stages);
            var added = (busy.Own + busy.Children - idle.Own - idle.Children) / Stages;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  {name} {own + children:0.00} % ({own:0.00} in the host with rooms, relay and Redis client, {children:0.00} in its children): {(own + children) / bare:0.0} times the bare pipe; a stage going live adds {added:0.00} %, for its slate ends; memory {(memory - emptyMemory) / Stages / 1e6:0} MB a stage, host {memory / 1e6:0} MB"));
        }
        finally
        {
            foreach (var push in pushes)
                await push.DisposeAsync();
        }
    }

    private static async Task<double> NginxAsync(string clip, int seconds)
    {
        await using var nginx = new NginxRtmp();
        await nginx.StartAsync();
        var pushes = Enumerable.Range(0, Stages).Select(stage => Clip.Push(clip, $"rtmp://127.0.0.1:{nginx.Port}/hls/s{stage}")).ToList();
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(10));
            return (await MeasureAsync(nginx.ProcessId, seconds)).Own / Stages;
        }
        finally
        {
            foreach (var push in pushes)
                await push.DisposeAsync();
        }
    }

    private static async Task<double> BareAsync(string clip, int seconds)
    {
        var pipes = Enumerable.Range(0, Stages)
            .Select(_ => TestProcess.Start("sh", ["-c", $"ffmpeg -nostdin -v error -re -stream_loop -1 -i {clip} -c copy -f flv pipe:1 | ({Pipe}) >/dev/null"])).ToList();
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(5));
            var ids = pipes.SelectMany(pipe => ProcessTable.DescendantsOf(pipe.Id))
                .Where(id => ProcessTable.All().Any(process => process.Id == id && process.CommandLine.StartsWith("ffmpeg", StringComparison.Ordinal) && process.CommandLine.Contains("pipe:0", StringComparison.Ordinal)))
                .ToList();
            var before = ids.Sum(id => ProcessorTime.Of(id).Own);
            await Task.Delay(TimeSpan.FromSeconds(seconds));
            return 100 * (ids.Sum(id => ProcessorTime.Of(id).Own) - before) / seconds / Stages;
        }
        finally
        {
            foreach (var pipe in pipes)
            {
                foreach (var child in ProcessTable.DescendantsOf(pipe.Id))
                    Signals.Kill(child);
                await pipe.DisposeAsync();
            }
        }
    }

    /// <summary>Percent of a core that the process itself and its descendants use.</summary>
    private static async Task<(double Own, double Children)> MeasureAsync(int process, int seconds)
    {
        var before = ProcessorTime.Of(process);
        await Task.Delay(TimeSpan.FromSeconds(seconds));
        var after = ProcessorTime.Of(process);
        return (100 * (after.Own - before.Own) / seconds, 100 * (after.Children - before.Children) / seconds);
    }
}
