using Broadcast.Ingest.Media;
using Broadcast.Ingest.Packaging;
using Broadcast.Ingest.Playout;
using Broadcast.Ingest.Tests.Channels;
using Broadcast.Ingest.Tests.Sources;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Broadcast.Ingest.Tests.Packaging;

/// <summary>What is kept of a GOP for those who begin late: at most 32 MiB.</summary>
internal sealed class KeptGopTests
{
    private const int Bytes = 1 << 20;
    private static readonly MediaRun Run = TestFragments.Run("r");
    private static readonly ReadOnlyMemory<byte> Shared = new byte[Bytes];

    [TestCase(32, 32)]
    [TestCase(33, 0)]
    [TestCase(500, 0)]
    public void A_late_listener_gets_a_GOP_that_is_not_too_many_bytes(int fragments, int heard)
    {
        var outlet = new FragmentOutlet(new FakeTimeProvider(), NullLogger.Instance);
        foreach (var fragment in Gop(fragments))
            outlet.Publish(fragment);

        var log = new FragmentLog();
        using (outlet.Subscribe(log))
        {
            Assert.That(log.Fragments, Has.Count.EqualTo(heard));
            outlet.Publish(Fragment(0, fragments));
        }

        var late = new FragmentLog();
        using var subscription = outlet.Subscribe(late);
        Assert.That(late.Fragments, Has.Count.EqualTo(1), "the next keyframe is kept again");
    }

    [TestCase(32, 32)]
    [TestCase(33, 0)]
    [TestCase(100, 0)]
    public void A_relay_keeps_a_GOP_of_a_stage_that_is_not_too_many_bytes(int fragments, int kept)
    {
        var feed = new StageFeed();
        foreach (var fragment in Gop(fragments))
            feed.Add(fragment);

        Assert.That(feed.SinceKeyframe, Has.Count.EqualTo(kept));
        feed.Add(Fragment(0, fragments));
        Assert.That(feed.SinceKeyframe, Has.Count.EqualTo(1));
    }

    private static IEnumerable<Fragment> Gop(int fragments) => Enumerable.Range(0, fragments).Select(number => Fragment(number, number));

    private static Fragment Fragment(int inGop, int number) => new()
    {
        Run = Run,
        Start = DateTimeOffset.UnixEpoch.AddMilliseconds(40 * number),
        Duration = TimeSpan.FromMilliseconds(40),
        Independent = inGop == 0,
        Bytes = Shared,
    };
}
