using Broadcast.Ingest.Media;
using CsCheck;

namespace Broadcast.Ingest.Tests.Media;

internal sealed class MediaClockTests
{
    private const long Wrap = 1L << 32;

    [Test]
    public void Times_go_on_past_the_wrap_and_back_over_it()
    {
        var clock = new MediaClock();

        long[] times = [clock.Unwrap(uint.MaxValue - 10), clock.Unwrap(5), clock.Unwrap(uint.MaxValue), clock.Unwrap(20)];

        Assert.That(times, Is.EqualTo(new[] { Wrap - 11, Wrap + 5, Wrap - 1, Wrap + 20 }));
    }

    [Test]
    public void Metadata_does_not_move_it()
    {
        var clock = new MediaClock();
        clock.Unwrap(3_000_000_000);
        clock.Nearest(0);

        Assert.That(clock.Unwrap(3_000_000_040), Is.EqualTo(3_000_000_040));
    }

    [Test]
    public void Any_walk_of_steps_below_12_days_is_followed_also_by_31_bits() =>
        Gen.Select(Gen.UInt, Gen.Int[-(1 << 30), (1 << 30) - 1].Array[1, 50], Gen.Bool).Sample((start, steps, cut) =>
        {
            var clock = new MediaClock();
            var bits = cut ? uint.MaxValue >> 1 : uint.MaxValue;
            var time = clock.Unwrap(start & bits);
            foreach (var step in steps)
            {
                time += step;
                if (clock.Unwrap((uint)time & bits) != time)
                    return false;
            }

            return true;
        });
}
