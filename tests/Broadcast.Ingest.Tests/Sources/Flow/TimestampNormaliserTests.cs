using Broadcast.Ingest.Media;
using Broadcast.Ingest.Sources.Flow;
using CsCheck;

namespace Broadcast.Ingest.Tests.Sources.Flow;

internal sealed class TimestampNormaliserTests
{
    [Test]
    public void A_run_counts_from_its_first_picture()
    {
        var times = new TimestampNormaliser(16_777_000, 3000);

        Assert.That(times.Map(MediaKind.Video, 16_777_000), Is.Zero);
        Assert.That(times.Map(MediaKind.Audio, 16_777_010), Is.EqualTo(10));
        Assert.That(times.Map(MediaKind.Video, 16_777_240), Is.EqualTo(240));
    }

    [Test]
    public void Sound_from_before_the_first_picture_has_a_negative_time()
    {
        var times = new TimestampNormaliser(1000, 3000);

        Assert.That(times.Map(MediaKind.Audio, 980), Is.EqualTo(-20));
        Assert.That(times.Map(MediaKind.Audio, 1003), Is.EqualTo(3));
    }

    [Test]
    public void A_track_whose_clock_begins_elsewhere_is_laid_beside_the_other()
    {
        var times = new TimestampNormaliser(0, 3000);
        times.Map(MediaKind.Video, 0);
        times.Map(MediaKind.Video, 40);

        Assert.That(times.Map(MediaKind.Audio, 9_000_000), Is.EqualTo(40));
        Assert.That(times.Map(MediaKind.Audio, 9_000_021), Is.EqualTo(61));
        Assert.That(times.Map(MediaKind.Video, 80), Is.EqualTo(80));
    }

    [TestCase(5000)]
    [TestCase(-600)]
    public void A_leap_asks_for_a_new_run(int leap)
    {
        var times = new TimestampNormaliser(0, 3000);
        times.Map(MediaKind.Video, 1000);
        times.Map(MediaKind.Video, 2000);

        Assert.That(times.Map(MediaKind.Video, 2000 + leap), Is.Null);
    }

    [Test]
    public void A_small_step_back_is_pushed_forward()
    {
        var times = new TimestampNormaliser(0, 3000);
        times.Map(MediaKind.Video, 1000);

        Assert.That(times.Map(MediaKind.Video, 990), Is.EqualTo(1001));
        Assert.That(times.Map(MediaKind.Video, 1040), Is.EqualTo(1040));
    }

    [Test]
    public void Whatever_comes_each_track_goes_forward_and_no_step_is_longer_than_a_jump()
    {
        var message = Gen.Select(Gen.Bool, Gen.OneOf(Gen.Long[-100, 100], Gen.Long[-5000, 5000], Gen.Long[-(1L << 33), 1L << 33]));
        Gen.Select(Gen.Long[0, 1L << 33], message.Array[1, 200]).Sample((first, messages) =>
        {
            var times = new TimestampNormaliser(first, 3000);
            var (clock, video, audio, newest) = (first, -1L, 0L, 0L);
            foreach (var (isVideo, step) in messages)
            {
                clock += step;
                if (times.Map(isVideo ? MediaKind.Video : MediaKind.Audio, clock) is not { } time)
                    return true;
                if (!isVideo && time < 0)
                    continue;
                if (time < 0 || time > newest + 3000 || (isVideo ? time <= video : time < audio))
                    return false;
                (video, audio, newest) = (isVideo ? time : video, isVideo ? audio : time, Math.Max(newest, time));
            }

            return true;
        });
    }
}
