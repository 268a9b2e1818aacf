using System.Collections.Concurrent;
using Broadcast.Ingest.Media;
using TestKit;
using TestKit.Processes;

namespace Broadcast.Ingest.Tests.Sources;

/// <summary>A clip that a real FFmpeg encoded, as the messages that an encoder would send.</summary>
internal sealed record FlvClip(IReadOnlyList<MediaMessage> Messages)
{
    private static readonly ConcurrentDictionary<string, Task<FlvClip>> Made = new(StringComparer.Ordinal);

    /// <summary>The sequence headers and onMetaData that every feed begins with.</summary>
    public IEnumerable<MediaMessage> Headers => Messages.Where(IsHeader);

    public IEnumerable<MediaMessage> Media => Messages.Where(message => !IsHeader(message));

    /// <summary>The time of each frame in seconds since the first picture; sound before the first picture is left out.</summary>
    public List<double> Times(MediaKind kind)
    {
        var first = Media.First(message => message.Kind == MediaKind.Video).Timestamp;
        return [.. Media.Where(message => message.Kind == kind && message.Timestamp >= first).Select(message => (message.Timestamp - first) / 1000.0)];
    }

    /// <summary>A clip with these properties, encoded once a test run.</summary>
    public static Task<FlvClip> MakeAsync(double seconds = 4, string size = "320x180", int rate = 25, int gop = 25, bool audio = true, int sampleRate = 48000, int channels = 2, int bFrames = 0, string format = "yuv420p", bool interlaced = false) =>
        Made.GetOrAdd($"{seconds} {size} {rate} {gop} {audio} {sampleRate} {channels} {bFrames} {format} {interlaced}", async _ =>
        {
            using var folder = new TemporaryFolder();
            var file = Path.Combine(folder.Path, "clip.flv");
            List<string> arguments = ["-nostdin", "-v", "error", "-f", "lavfi", "-i", $"testsrc2=size={size}:rate={rate}"];
            if (audio)
                arguments.AddRange(["-f", "lavfi", "-i", $"sine=frequency=440:sample_rate={sampleRate}"]);
            arguments.AddRange(["-t", $"{seconds}", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", format, "-b:v", "300k",
                "-g", $"{gop}", "-keyint_min", $"{gop}", "-sc_threshold", "0", "-bf", $"{bFrames}"]);
            if (interlaced)
                arguments.AddRange(["-flags", "+ilme+ildct", "-x264-params", "tff=1"]);
            if (audio)
                arguments.AddRange(["-c:a", "aac", "-b:a", "64k", "-ac", $"{channels}"]);
            arguments.AddRange(["-f", "flv", file]);
            await using var encoder = TestProcess.Start("ffmpeg", arguments);
            await encoder.WaitForExitAsync(TimeSpan.FromSeconds(30));
            Assert.That(encoder.ExitCode, Is.Zero, encoder.Output);
            return new FlvClip(Parse(await File.ReadAllBytesAsync(file)));
        });

    public static bool IsHeader(MediaMessage message) => message.Kind switch
    {
        MediaKind.Data => true,
        MediaKind.Video => message.Payload.Span[1] == 0,
        _ => message.Payload.Span[0] >> 4 == 10 && message.Payload.Span[1] == 0,
    };

    public static bool IsKey(MediaMessage message) => message.Kind == MediaKind.Video && message.Payload.Span[0] == 0x17 && message.Payload.Span[1] == 1;

    private static List<MediaMessage> Parse(byte[] file)
    {
        var messages = new List<MediaMessage>();
        for (var at = 13; at + 11 <= file.Length;)
        {
            var length = (file[at + 1] << 16) | (file[at + 2] << 8) | file[at + 3];
            var time = (file[at + 4] << 16) | (file[at + 5] << 8) | file[at + 6] | (file[at + 7] << 24);
            var kind = (MediaKind)file[at];
            // Leaves out the end-of-sequence mark that FFmpeg's file muxer writes.
            if (kind != MediaKind.Video || file[at + 12] != 2)
                messages.Add(new MediaMessage(kind, time, file.AsMemory(at + 11, length)));
            at += 11 + length + 4;
        }

        return messages;
    }
}
