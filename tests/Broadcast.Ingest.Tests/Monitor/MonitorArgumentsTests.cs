using Broadcast.Ingest.Monitor;

namespace Broadcast.Ingest.Tests.Monitor;

internal sealed class MonitorArgumentsTests
{
    [Test]
    public void FFmpeg_decodes_keyframes_alone_and_writes_to_three_sockets()
    {
        var arguments = MonitorArguments.Build("unix:/g", "unix:/p", "unix:/s", TimeSpan.FromSeconds(4));

        Assert.That(string.Join(' ', arguments), Is.EqualTo(
            "-nostdin -hide_banner -nostats -loglevel error -threads 1 -filter_threads 1 -skip_frame nokey -skip_loop_filter all "
            + "-analyzeduration 0 -probesize 5000 -fpsprobesize 0 -f mp4 -i pipe:0 -filter_complex "
            + "[0:v]scale=640:-2:flags=fast_bilinear,split[a][b];[a]scale=64:36:flags=area,format=gray[gray];"
            + "[b]select='isnan(prev_selected_t)+gte(t-prev_selected_t,3.6)',format=yuvj420p[poster] "
            + "-map [gray] -fps_mode passthrough -f rawvideo -flush_packets 1 unix:/g "
            + "-map [poster] -fps_mode passthrough -c:v mjpeg -q:v 6 -f image2pipe -flush_packets 1 unix:/p "
            + "-map 0:a -af aresample=8000,aformat=sample_fmts=s16:channel_layouts=mono,asetnsamples=n=800:p=0 -f s16le -flush_packets 1 unix:/s"));
    }

    [Test]
    public void A_run_without_sound_has_no_third_output() =>
        Assert.That(MonitorArguments.Build("unix:/g", "unix:/p", sound: null, TimeSpan.FromSeconds(4)), Has.None.Contains("aresample").And.Not.Contains("0:a"));
}
