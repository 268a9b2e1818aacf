using Broadcast.Ingest.Packaging;
using CsCheck;

namespace Broadcast.Ingest.Tests.Packaging;

internal sealed class ChannelClockTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public void A_run_begins_when_its_first_picture_was_received_and_goes_on_by_media_time()
    {
        var clock = new ChannelClock();

        Assert.That(clock.Anchor(TimeSpan.FromSeconds(7), Noon), Is.EqualTo(Noon));
        Assert.That(clock.Next(TimeSpan.FromSeconds(8), Noon.AddSeconds(1.3)), Is.EqualTo(Noon.AddSeconds(1)));
    }

    [Test]
    public void A_run_does_not_begin_before_the_one_before_it_has_ended()
    {
        var clock = new ChannelClock();
        clock.Anchor(TimeSpan.Zero, Noon);
        clock.End(Noon.AddSeconds(5));

        Assert.That(clock.Anchor(TimeSpan.Zero, Noon.AddSeconds(3)), Is.EqualTo(Noon.AddSeconds(5)));
    }

    [TestCase(50)]
    [TestCase(-50)]
    [TestCase(2000)]
    public void Nine_hours_of_drift_do_not_add_up(int partsPerMillion)
    {
        var clock = new ChannelClock();
        clock.Anchor(TimeSpan.Zero, Noon);
        var (start, received) = (Noon, Noon);
        for (var frame = 1; frame < 9 * 3600 * 5; frame++)
        {
            var media = TimeSpan.FromMilliseconds(200.0 * frame);
            // The network delays all frames but every tenth.
            received = Noon + (media * (1 + (partsPerMillion / 1e6)));
            start = clock.Next(media, received + TimeSpan.FromMilliseconds(frame % 10 * 8));
        }

        Assert.That(start, Is.EqualTo(received).Within(TimeSpan.FromMilliseconds(20)));
    }

    [Test]
    public void A_stall_of_the_network_does_not_move_it()
    {
        var clock = new ChannelClock();
        clock.Anchor(TimeSpan.Zero, Noon);
        var start = Noon;
        for (var frame = 1; frame <= 500; frame++)
        {
            var media = TimeSpan.FromMilliseconds(40 * frame);
            // Between 5.0 and 5.9 s nothing comes, then all of it at once.
            var received = frame is >= 125 and < 147 ? Noon.AddSeconds(5.9) : Noon + media;
            start = clock.Next(media, received);
        }

        Assert.That(start, Is.EqualTo(Noon.AddSeconds(20)).Within(TimeSpan.FromMilliseconds(12)));
    }

    [Test]
    public void It_never_goes_back_and_is_never_drawn_by_more_than_10_ms_in_2_s()
    {
        Gen.Select(Gen.Int[1, 200], Gen.Int[-3000, 3000]).Array[1, 400].Sample(frames =>
        {
            var clock = new ChannelClock();
            var last = clock.Anchor(TimeSpan.Zero, Noon);
            var media = TimeSpan.Zero;
            foreach (var (step, late) in frames)
            {
                media += TimeSpan.FromMilliseconds(step);
                var next = clock.Next(media, Noon + media + TimeSpan.FromMilliseconds(late));
                var drawn = (next - last).TotalMilliseconds / step;
                if (drawn is < 0.99499 or > 1.00501)
                    return false;
                last = next;
            }

            return true;
        });
    }
}
