using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Benchmarks.Glass;
using TestKit;
using TestKit.Hls;
using TestKit.Hosts;
using TestKit.Media;

namespace Benchmarks.Ingest;

/// <summary>
/// Measures the time from the making of the last picture of a part (LiveFestival) or a fragment (nginx-rtmp, 1 s) until the part or
/// fragment is fetched, read from the clock in that picture. It includes encoder, network and packaging; both sides use the same encoder.
/// </summary>
internal static partial class PartLatency
{
    private const int Samples = 25;

    public static async Task RunAsync()
    {
        Console.WriteLine($"parts: last picture made to part fetched, {Samples} each");
        var ours = await OursAsync();
        var theirs = await NginxAsync();
        Say("LiveFestival, part of 0.55 s", ours);
        Say("nginx-rtmp, fragment of 1 s", theirs);
    }

    private static async Task<List<double>> OursAsync()
    {
        await using var host = await FestivalHost.StartAsync("--Demo:Encoders", "false", "--Demo:SlotSeconds", "900");
        await using var encoder = ClockEncoder.Start(host.RtmpUrl(host.Demo.StreamKeys["gushi"]));
        await Eventually.TrueAsync(async () => (await host.Anonymous.GetStringAsync("/api/v1/channels/gushi")).Contains("\"slate\":false", StringComparison.Ordinal), "the stage is live");
        await Task.Delay(TimeSpan.FromSeconds(5));
        var list = new Uri(host.Http, "/live/gushi/ll.m3u8");
        var playlist = PlaylistReader.Read(await host.Anonymous.GetStringAsync(list));
        var samples = new List<double>();
        while (samples.Count < Samples)
        {
            var newest = playlist.Segments[^1];
            var next = newest.Uri is null ? $"?_HLS_msn={newest.Number}&_HLS_part={newest.Parts.Count}" : $"?_HLS_msn={newest.Number + 1}&_HLS_part=0";
            playlist = PlaylistReader.Read(await host.Anonymous.GetStringAsync(new Uri(list + next)));
            var bytes = await host.Anonymous.GetByteArrayAsync(new Uri(list, playlist.Parts.Last().Uri));
            var at = TimeProvider.System.GetUtcNow();
            var init = await host.Anonymous.GetByteArrayAsync(new Uri(list, playlist.Segments[^1].Map));
            // A part that does not begin with a keyframe cannot be decoded alone.
            if (playlist.Parts.Last().Independent && await ClockReader.LastAsync([.. init, .. bytes]) is { } made)
                samples.Add(ClockReader.Age(at, made));
        }

        return samples;
    }

    private static async Task<List<double>> NginxAsync()
    {
        await using var nginx = new NginxRtmp();
        await nginx.StartAsync();
        await using var encoder = ClockEncoder.Start($"rtmp://127.0.0.1:{nginx.Port}/hls/clock");
        using var client = new HttpClient { BaseAddress = nginx.Http };
        var playlist = Path.Combine(nginx.Root, "hls", "clock.m3u8");
        await Eventually.TrueAsync(() => File.Exists(playlist), "the playlist is there");
        var samples = new List<double>();
        var seen = "";
        for (var clock = Stopwatch.StartNew(); samples.Count < Samples && clock.Elapsed < TimeSpan.FromMinutes(2); await Task.Delay(20))
        {
            var newest = Fragment().Matches(await client.GetStringAsync("hls/clock.m3u8")).LastOrDefault()?.Value;
            if (newest is null || newest == seen)
                continue;

            seen = newest;
            var bytes = await client.GetByteArrayAsync($"hls/{newest}");
            var at = TimeProvider.System.GetUtcNow();
            if (await ClockReader.LastAsync(bytes) is { } made)
                samples.Add(ClockReader.Age(at, made));
        }

        return samples;
    }

    private static void Say(string label, List<double> samples)
    {
        samples.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  {label}: {samples[samples.Count / 2]:0} ms median, {samples[0]:0} least, {samples[^1]:0} most"));
    }

    [GeneratedRegex("^clock-.*\\.ts$", RegexOptions.Multiline, 1000)]
    private static partial Regex Fragment();
}
