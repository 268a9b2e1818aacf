using Broadcast.Ingest.Sources.Health;
using CsCheck;

namespace Broadcast.Ingest.Tests.Sources.Health;

internal sealed class SkewMeterTests
{
    private static readonly DateTimeOffset Start = new(2026, 5, 1, 10, 0, 0, TimeSpan.Zero);

    [Test]
    public void Sound_that_is_stamped_later_than_the_picture_it_comes_with_is_ahead() =>
        Gen.Select(Gen.Int[-1500, 1500], Gen.Long[0, 40_000_000_000], Gen.Int[0, 60]).Sample((skew, offset, network) =>
        {
            var meter = new SkewMeter();
            var random = new Random(skew);
            for (var time = 0; time < 20_000; time += 40)
            {
                // The network delays both alike.
                meter.Message(video: true, time + offset, Start.AddMilliseconds(time + random.Next(network + 1)));
                meter.Message(video: false, time + offset + skew, Start.AddMilliseconds(time + random.Next(network + 1)));
            }

            return Math.Abs(meter.Skew!.Value - skew) < 1 + network;
        });

    [Test]
    public void Another_time_line_is_measured_anew()
    {
        var meter = new SkewMeter();
        Send(meter, 0, 500, 0);
        Send(meter, 100_000_000, 200, 10_000);

        Assert.That(meter.Skew, Is.EqualTo(200).Within(1));
    }

    [Test]
    public void One_track_alone_has_no_skew()
    {
        var meter = new SkewMeter();
        for (var time = 0; time < 5000; time += 40)
            meter.Message(video: true, time, Start.AddMilliseconds(time));

        Assert.That(meter.Skew, Is.Null);
    }

    private static void Send(SkewMeter meter, long offset, int skew, int from)
    {
        for (var time = 0; time < 10_000; time += 40)
        {
            meter.Message(video: true, time + offset, Start.AddMilliseconds(from + time));
            meter.Message(video: false, time + offset + skew, Start.AddMilliseconds(from + time));
        }
    }
}
