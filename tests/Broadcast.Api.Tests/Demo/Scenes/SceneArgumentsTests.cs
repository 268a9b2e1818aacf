using Broadcast.Api.Demo.Scenes;

namespace Broadcast.Api.Tests.Demo.Scenes;

public sealed class SceneArgumentsTests
{
    [Test]
    public void The_film_is_encoded_from_raw_frames_with_fixed_GOPs_and_takes_the_sound_as_it_is() =>
        Assert.That(string.Join(' ', SceneArguments.Film("sound.aac", "film.mp4", 1280, 720)), Is.EqualTo(
            "-nostdin -hide_banner -nostats -loglevel error -f rawvideo -pix_fmt bgra -video_size 1280x720 -framerate 25 -i pipe:0 -i sound.aac -map 0:v -map 1:a "
            + "-c:v libx264 -preset superfast -profile:v high -bf 0 -threads 2 -g 50 -keyint_min 50 -sc_threshold 0 -b:v 1500k -maxrate 1900k -bufsize 3000k "
            + "-vf scale=out_color_matrix=bt709:out_range=tv,format=yuv420p -colorspace bt709 -color_primaries bt709 -color_trc bt709 -color_range tv "
            + "-c:a copy -f mp4 film.mp4 -y"));

    [Test]
    public void The_sound_is_encoded_to_frames_that_can_be_told_apart() =>
        Assert.That(string.Join(' ', SceneArguments.Sound("sound.aac")), Is.EqualTo(
            "-nostdin -hide_banner -nostats -loglevel error -f s16le -ar 48000 -ac 2 -i pipe:0 -c:a aac -b:a 96k -f adts sound.aac -y"));
}
