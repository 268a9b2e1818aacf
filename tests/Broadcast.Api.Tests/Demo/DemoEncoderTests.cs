using Broadcast.Api.Demo;

namespace Broadcast.Api.Tests.Demo;

public sealed class DemoEncoderTests
{
    [Test]
    public void It_repeats_a_film_as_it_is_in_real_time_and_reads_its_key_from_its_input()
    {
        var arguments = string.Join(' ', DemoEncoderArguments.For("/data/demo/scenes/gushi.mp4", "rtmp://x/live"));

        Assert.That(arguments, Is.EqualTo(
            "-nostdin -hide_banner -nostats -loglevel error -re -stream_loop -1 -i /data/demo/scenes/gushi.mp4 -c copy -f flv -fpre /dev/stdin rtmp://x/live"));
    }
}
