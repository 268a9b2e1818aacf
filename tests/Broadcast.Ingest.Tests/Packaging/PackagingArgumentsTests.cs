using Broadcast.Ingest.Packaging;

namespace Broadcast.Ingest.Tests.Packaging;

internal sealed class PackagingArgumentsTests
{
    [Test]
    public void FFmpeg_is_called_like_this()
    {
        Assert.That(string.Join(' ', PackagingArguments.Build()), Is.EqualTo(
            "-nostdin -hide_banner -nostats -loglevel warning -copyts -analyzeduration 1000000 -fpsprobesize 0 -f flv -i pipe:0 "
            + "-c copy -avoid_negative_ts disabled -f mp4 -use_editlist 0 "
            + "-movflags frag_keyframe+empty_moov+default_base_moof+frag_discont+skip_trailer -frag_duration 40000 "
            + "-max_interleave_delta 200000 -flush_packets 1 pipe:1"));
    }
}
