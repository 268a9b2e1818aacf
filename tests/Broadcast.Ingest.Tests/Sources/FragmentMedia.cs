using Broadcast.Ingest.Media;
using TestKit;
using TestKit.Media;
using TestKit.Processes;

namespace Broadcast.Ingest.Tests.Sources;

/// <summary>Checks a run's fragments with ffprobe and ffmpeg.</summary>
internal static class FragmentMedia
{
    /// <summary>The complaints of a decoder, or an empty text. Fails the test when the media is not H.264 and AAC.</summary>
    public static async Task<string> FaultsAsync(IReadOnlyCollection<Fragment> fragments)
    {
        using var file = await WriteAsync(fragments);
        Assert.That(await Probe.CodecsAsync(file.Path), Is.EqualTo(["aac", "h264"]));
        return await Probe.DecodeAsync(file.Path);
    }

    public static async Task<MediaFile> WriteAsync(IReadOnlyCollection<Fragment> fragments)
    {
        Assert.That(fragments, Is.Not.Empty);
        var file = new MediaFile();
        await using var stream = File.Create(file.Path);
        await stream.WriteAsync(fragments.First().Run.Init);
        foreach (var fragment in fragments)
            await stream.WriteAsync(fragment.Bytes);
        return file;
    }

    /// <summary>The decode time of each packet of a stream ("v" or "a"), in seconds.</summary>
    public static async Task<List<double>> PacketTimesAsync(MediaFile file, string stream)
    {
        await using var probe = TestProcess.Start("ffprobe", ["-v", "error", "-select_streams", stream, "-show_entries", "packet=dts_time", "-of", "csv=p=0", file.Path]);
        await probe.WaitForExitAsync();
        return [.. probe.Lines.Where(line => line.Length > 0).Select(line => double.Parse(line.TrimEnd(',')))];
    }
}

internal sealed class MediaFile : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Path => _folder.File("run.mp4");

    public void Dispose() => _folder.Dispose();
}
