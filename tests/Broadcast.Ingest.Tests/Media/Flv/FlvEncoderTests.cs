using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using Broadcast.Ingest.Media;
using Broadcast.Ingest.Media.Flv;
using Broadcast.Ingest.Media.Fmp4;
using Broadcast.Ingest.Tests.Media.Fmp4;
using TestKit;
using TestKit.Processes;

namespace Broadcast.Ingest.Tests.Media.Flv;

/// <summary>FFmpeg reads what was written: the same packets at the same times, also with B-frames.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class FlvEncoderTests
{
    private static readonly DateTimeOffset Origin = new(2026, 11, 24, 10, 0, 0, TimeSpan.Zero);

    [Test]
    public async Task Every_packet_comes_back_at_its_time()
    {
        using var folder = new TemporaryFolder();
        var clip = folder.File("clip.mp4");
        await FFmpegAsync("-f", "lavfi", "-i", "testsrc2=size=160x90:rate=30000/1001", "-f", "lavfi", "-i", "sine=sample_rate=44100", "-t", "3", "-pix_fmt", "yuv420p",
            "-c:v", "libx264", "-g", "30", "-bf", "2", "-c:a", "aac", "-f", "mp4", "-use_editlist", "0",
            "-movflags", "frag_keyframe+empty_moov+default_base_moof+skip_trailer", "-frag_duration", "40000", clip);
        var flv = folder.File("clip.flv");

        await File.WriteAllBytesAsync(flv, await ConvertAsync(await File.ReadAllBytesAsync(clip)));

        foreach (var stream in (string[])["v", "a"])
        {
            var (original, written) = (await PacketsAsync(clip, stream), await PacketsAsync(flv, stream));
            Assert.That(written, Has.Count.EqualTo(original.Count), stream);
            Assert.That(written.Zip(original).Select(pair => Math.Abs(pair.First.Pts - pair.Second.Pts)), Has.All.LessThanOrEqualTo(0.0021), stream);
            Assert.That(written.Zip(original).Select(pair => Math.Abs(pair.First.Dts - pair.Second.Dts)), Has.All.LessThanOrEqualTo(0.0021), stream);
            Assert.That(written.Select(packet => packet.Key), Is.EqualTo(original.Select(packet => packet.Key)), stream);
        }
    }

    [Test]
    public async Task A_run_that_follows_soon_adds_no_track()
    {
        using var folder = new TemporaryFolder();
        var flv = folder.File("clip.flv");
        await File.WriteAllBytesAsync(flv, await ConvertAsync(await Fmp4Clip.BytesAsync, secondRunFrom: TimeSpan.FromSeconds(0.4)));

        await using var probe = TestProcess.Start("ffprobe", ["-v", "error", "-show_entries", "stream=codec_name", "-of", "csv=p=0", flv]);
        await probe.WaitForExitAsync();

        Assert.That(probe.Lines.Where(line => line.Length > 0), Is.EquivalentTo(["h264", "aac"]));
    }

    /// <param name="clip">A fragmented MP4.</param>
    /// <param name="secondRunFrom">When the media goes on as another run, at the next keyframe; null for one run.</param>
    private static async Task<byte[]> ConvertAsync(byte[] clip, TimeSpan? secondRunFrom = null)
    {
        var reader = new Fmp4Reader(PipeReader.Create(new ReadOnlySequence<byte>(clip)));
        var bytes = await reader.ReadInitAsync(CancellationToken.None);
        var init = Fmp4Init.Parse(bytes);
        var run = new MediaRun { Id = "one", Init = bytes, Codecs = init.Codecs, Width = init.Width, Height = init.Height };
        var encoder = new FlvEncoder(Origin);
        var output = new ArrayBufferWriter<byte>();
        output.Write(FlvWriter.Header.Span);
        var held = Array.Empty<byte>();
        while (await reader.ReadFragmentAsync(CancellationToken.None) is { } piece)
        {
            // As the assembler does: sound without a picture goes with the picture before it.
            if (held.Length > 0 && Fmp4Moof.Parse(piece, init).Video is not null)
                Write(held);
            held = Fmp4Moof.Parse(piece, init).Video is null ? [.. held, .. piece] : piece;
        }

        Write(held);
        return output.WrittenSpan.ToArray();

        void Write(byte[] fragment)
        {
            var video = Fmp4Moof.Parse(fragment, init).Video!.Value;
            var time = TimeSpan.FromSeconds((double)video.DecodeTime / init.Video.Timescale);
            var follows = run.Id == "one" && video.Sync && time >= secondRunFrom;
            if (follows)
                run = run with { Id = "two" };
            var batch = encoder.Encode(new Fragment
            {
                Run = run,
                Start = Origin + time,
                Duration = TimeSpan.FromSeconds((double)video.Duration / init.Video.Timescale),
                Independent = video.Sync,
                Bytes = fragment,
            })!;
            if (batch.Number == 0 || follows)
                output.Write(batch.Setup.Bytes.Span);
            output.Write(batch.Bytes.Span);
        }
    }

    private static async Task<List<(double Pts, double Dts, bool Key)>> PacketsAsync(string file, string stream)
    {
        await using var probe = TestProcess.Start("ffprobe", ["-v", "error", "-select_streams", stream, "-show_entries", "packet=pts_time,dts_time,flags", "-of", "csv=p=0", file]);
        await probe.WaitForExitAsync();
        return
        [
            .. probe.Lines.Select(line => line.Split(',')).Where(fields => fields.Length >= 3)
                .Select(fields => (Number(fields[0]), Number(fields[1]), fields[2].StartsWith('K'))),
        ];

        static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
    }

    private static async Task FFmpegAsync(params string[] arguments)
    {
        await using var encoder = TestProcess.Start("ffmpeg", ["-nostdin", "-v", "error", .. arguments]);
        await encoder.WaitForExitAsync();
        Assert.That(encoder.ExitCode, Is.Zero, encoder.Output);
    }
}
