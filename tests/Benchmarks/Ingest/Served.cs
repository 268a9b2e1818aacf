using System.Globalization;
using System.Text.RegularExpressions;
using TestKit.Hls;
using TestKit.Hosts;
using TestKit.Media;
using TestKit.Processes;

namespace Benchmarks.Ingest;

/// <summary>
/// Requests a second of a playlist and of a part, against nginx that serves the same bytes as files. The load (wrk) runs on the same cores.
/// </summary>
internal static partial class Served
{
    private const int Rounds = 3;

    public static async Task RunAsync(int seconds)
    {
        await using var host = await FestivalHost.StartAsync("--Demo:Encoders", "false", "--Demo:SlotSeconds", "900", "--Logging:LogLevel:Default", "Warning");
        await using var nginx = new NginxRtmp();
        await nginx.StartAsync();
        await using var encoder = Encoder.Start(host.RtmpUrl(host.Demo.StreamKeys["gushi"]), new EncoderPicture { Width = 640, Height = 360 });
        await Task.Delay(TimeSpan.FromSeconds(8));

        var playlist = new Uri(host.Http, "/live/gushi/ll.m3u8");
        var text = await host.Anonymous.GetStringAsync(playlist);
        var part = new Uri(playlist, PlaylistReader.Read(text).Parts.First().Uri);
        await File.WriteAllTextAsync(Path.Combine(nginx.Root, "ll.m3u8"), text);
        await File.WriteAllBytesAsync(Path.Combine(nginx.Root, "part.m4s"), await host.Anonymous.GetByteArrayAsync(part));

        Console.WriteLine($"served: wrk, 1 thread, 100 connections, {seconds} s, {Rounds} rounds in turn, requests a second (median)");
        await CompareAsync($"playlist of {text.Length} bytes", playlist, new Uri(nginx.Http, "ll.m3u8"), seconds);
        await CompareAsync($"part of {new FileInfo(Path.Combine(nginx.Root, "part.m4s")).Length} bytes", part, new Uri(nginx.Http, "part.m4s"), seconds);
    }

    private static async Task CompareAsync(string label, Uri ours, Uri theirs, int seconds)
    {
        var (our, their) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            our.Add(await LoadAsync(ours, seconds));
            their.Add(await LoadAsync(theirs, seconds));
        }

        our.Sort();
        their.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  {label}: LiveFestival {our[Rounds / 2]:0}, nginx {their[Rounds / 2]:0}, ratio {our[Rounds / 2] / their[Rounds / 2]:0.00}"));
    }

    private static async Task<double> LoadAsync(Uri url, int seconds)
    {
        await using var wrk = TestProcess.Start("wrk", ["-t1", "-c100", $"-d{seconds}s", url.ToString()]);
        await wrk.WaitForExitAsync(TimeSpan.FromSeconds(seconds + 20));
        var rate = Rate().Match(wrk.Output);
        if (!rate.Success || wrk.Output.Contains("Non-2xx", StringComparison.Ordinal))
            throw new InvalidOperationException(wrk.Output);
        return double.Parse(rate.Groups["rate"].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"Requests/sec:\s+(?<rate>[\d.]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Rate();
}
