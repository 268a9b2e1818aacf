using Broadcast.Ingest.HttpFlv;
using Broadcast.Ingest.Media.Flv;

namespace Broadcast.Ingest.Tests.HttpFlv;

internal sealed class FlvRingTests
{
    private const int Frame = 40;
    private static readonly FlvSetup Setup = null!;

    [TestCase(400_000, 25)]
    [TestCase(2_000_000, 25)]
    [TestCase(400_000, 1000)]
    public void A_feed_never_keeps_more_bytes_than_it_may(int bytes, int gop)
    {
        var ring = new FlvRing(TimeSpan.FromMinutes(10));
        for (var number = 0; number < 1000; number++)
        {
            ring.Add(Batch(number, number % gop == 0, bytes));

            Assert.That(Kept(ring).Sum(batch => (long)batch.Bytes.Length), Is.LessThanOrEqualTo(FlvRing.MaxBytes).And.EqualTo(ring.Bytes));
        }
    }

    [Test]
    public void The_oldest_goes_first_and_a_slow_reader_goes_on_at_the_newest_keyframe()
    {
        var ring = new FlvRing(TimeSpan.FromMinutes(10));
        for (var number = 0; number < 500; number++)
            ring.Add(Batch(number, number % 25 == 0, 400_000));

        Assert.That(Kept(ring).Select(batch => batch.Number), Is.EqualTo(Enumerable.Range(333, 167)));
        Assert.That(ring.At(ring.NewestKey), Is.Not.Null);
        Assert.That(ring.NewestKey, Is.EqualTo(475));
    }

    [Test]
    public void A_GOP_that_alone_is_too_long_goes_and_the_next_keyframe_begins_anew()
    {
        var ring = new FlvRing(TimeSpan.FromMinutes(10));
        for (var number = 0; number < 300; number++)
            ring.Add(Batch(number, number == 0, 400_000));
        Assert.That(ring.NewestKey, Is.EqualTo(-1));

        ring.Add(Batch(300, independent: true, 400_000));

        Assert.That(ring.NewestKey, Is.EqualTo(300));
        Assert.That(ring.At(300), Is.Not.Null);
    }

    private static IEnumerable<FlvBatch> Kept(FlvRing ring) =>
        Enumerable.Range(0, (int)ring.Head).Select(number => ring.At(number)).OfType<FlvBatch>();

    private static FlvBatch Batch(long number, bool independent, int bytes) =>
        new() { Number = number, Setup = Setup, Independent = independent, Time = number * Frame, Tags = [], Bytes = new ReadOnlyMemory<byte>(Shared, 0, bytes) };

    private static readonly byte[] Shared = new byte[2_000_000];
}
