using Broadcast.Ingest.Media.Flv;
using Broadcast.Ingest.Tests.Channels;
using CsCheck;

namespace Broadcast.Ingest.Tests.Media.Flv;

internal sealed class FlvTimelineTests
{
    private static readonly DateTimeOffset Origin = new(2026, 11, 24, 10, 0, 0, TimeSpan.Zero);

    [Test]
    public void Pictures_never_go_back_and_steps_stay_near_their_own_over_any_cuts() =>
        // Runs of 1 to 60 pictures; each cuts off up to half a second of the one before.
        Gen.Select(Gen.Int[1, 60], Gen.Int[0, 500]).Array[1, 8].Sample(runs =>
        {
            var timeline = new FlvTimeline(Origin);
            var fragments = new TestFragments();
            var next = Origin;
            TimeSpan? last = null;
            foreach (var (pictures, overlap) in runs)
            {
                var start = next - TimeSpan.FromMilliseconds(overlap);
                var run = TestFragments.Run($"run {start.Ticks}");
                for (var i = 0; i < pictures; i++)
                {
                    var fragment = fragments.Next(run, (start > Origin ? start : Origin) + TimeSpan.FromMilliseconds(40 * i), TimeSpan.FromMilliseconds(40), i == 0);
                    var placed = timeline.Place(fragment, i == 0);
                    if (last is { } before && (placed - before < TimeSpan.FromMilliseconds(9.9) || placed - before > TimeSpan.FromMilliseconds(41)))
                        return false;
                    last = placed;
                    next = fragment.End;
                }
            }

            return true;
        });

    [Test]
    public void Being_behind_is_made_up_for_slowly()
    {
        var timeline = new FlvTimeline(Origin);
        var fragments = new TestFragments();
        timeline.Place(fragments.Next(TestFragments.Run("one"), Origin.AddSeconds(1), TimeSpan.FromMilliseconds(40), true), true);
        var run = TestFragments.Run("two");
        var late = new List<double>();
        for (var i = 0; i < 5000; i++)
        {
            var fragment = fragments.Next(run, Origin.AddSeconds(0.7) + TimeSpan.FromMilliseconds(40 * i), TimeSpan.FromMilliseconds(40), i == 0);
            late.Add((timeline.Place(fragment, i == 0) - (fragment.Start - Origin)).TotalMilliseconds);
        }

        Assert.That(late[0], Is.EqualTo(310).Within(0.1));
        Assert.That(late.Zip(late.Skip(1)).Select(pair => pair.First - pair.Second), Has.All.InRange(-0.001, 0.201));
        Assert.That(late[^1], Is.Zero);
    }

    [Test]
    public void A_runs_sound_begins_where_the_sound_before_it_has_ended()
    {
        var timeline = new FlvTimeline(Origin);
        var frame = TimeSpan.FromMilliseconds(21);
        var run = new TestFragments();
        timeline.Place(run.Next(TestFragments.Run("one"), Origin, TimeSpan.FromMilliseconds(40), true), true);
        Assert.That(timeline.Sound(TimeSpan.FromMilliseconds(-5), frame), Is.EqualTo(TimeSpan.Zero));
        Assert.That(timeline.Sound(TimeSpan.FromMilliseconds(16), frame), Is.EqualTo(TimeSpan.FromMilliseconds(16)));

        timeline.Place(run.Next(TestFragments.Run("two"), Origin.AddMilliseconds(30), TimeSpan.FromMilliseconds(40), true), true);

        Assert.That(timeline.Sound(TimeSpan.FromMilliseconds(30), frame), Is.Null);
        Assert.That(timeline.Sound(TimeSpan.FromMilliseconds(51), frame), Is.EqualTo(TimeSpan.FromMilliseconds(51)));
    }
}
