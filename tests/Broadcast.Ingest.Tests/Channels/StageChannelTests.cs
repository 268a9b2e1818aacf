using Broadcast.Chat.Contracts.Ids;
using Broadcast.Ingest.Channels;
using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace Broadcast.Ingest.Tests.Channels;

internal sealed class StageChannelTests
{
    private static readonly DateTimeOffset Noon = new(2026, 8, 10, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(40);

    [Test]
    public void A_new_channel_plays_the_slate_with_enough_of_it_to_start_at_once()
    {
        var time = new FakeTimeProvider(Noon);
        using var watched = new WatchedOutput(time);

        Step(time, watched, TimeSpan.FromSeconds(60));

        Assert.That(watched.Faults, Is.Empty);
        Assert.That(watched.Output.OnSlate, Is.True);
        Assert.That(watched.LongestSilence, Is.LessThan(TimeSpan.FromSeconds(0.6)));
        Assert.That(watched.Plain.Last.Whole.Sum(segment => segment.Duration), Is.GreaterThanOrEqualTo(28));
        Assert.That(time.GetUtcNow() - watched.Output.ListedEnd, Is.InRange(TimeSpan.FromSeconds(0.6), TimeSpan.FromSeconds(1.3)));
    }

    [Test]
    public void A_source_replaces_the_slate_without_a_hole_and_the_slate_comes_back_within_a_second_of_the_last_part()
    {
        var time = new FakeTimeProvider(Noon);
        using var watched = new WatchedOutput(time);
        using var stage = new StageChannel(StageId.Parse("zhanyi"), watched.Output);
        var changes = new List<(bool Showing, DateTimeOffset At)>();
        watched.Output.SlateChanged += (showing, at) => changes.Add((showing, at));
        Step(time, watched, TimeSpan.FromSeconds(5));
        var source = new TestSource(stage, "a", time.GetUtcNow());

        Play(time, watched, source, TimeSpan.FromSeconds(10));
        var ended = watched.Output.End;
        Step(time, watched, TimeSpan.FromSeconds(5));

        Assert.That(watched.Faults, Is.Empty);
        Assert.That(changes, Is.EqualTo([(false, Noon.AddSeconds(5)), (true, ended)]));
        Assert.That(watched.LongestSilence, Is.LessThanOrEqualTo(TimeSpan.FromSeconds(1)));
        Assert.That(watched.SourceBytes.Select(TestFragments.NumberOf), Is.EqualTo(Enumerable.Range(0, 250)));
        var discontinuities = watched.LowLatency.Last.Segments.Where(segment => segment.Discontinuity).ToList();
        Assert.That(discontinuities.Select(segment => segment.DateTime), Is.EqualTo([Noon.AddSeconds(5), ended]));
    }

    [Test]
    public void A_source_that_says_it_leaves_is_listed_to_its_last_frame()
    {
        var time = new FakeTimeProvider(Noon);
        using var watched = new WatchedOutput(time);
        using var stage = new StageChannel(StageId.Parse("zhanyi"), watched.Output);
        var source = new TestSource(stage, "a", time.GetUtcNow());
        Play(time, watched, source, TimeSpan.FromSeconds(3.2));

        stage.OnOffAir();
        watched.LintListing();
        var listed = watched.SourceBytes.Count();
        Step(time, watched, TimeSpan.FromSeconds(3));

        Assert.That(listed, Is.EqualTo(80));
        Assert.That(watched.Output.OnSlate, Is.True);
        Assert.That(watched.Faults, Is.Empty);
        Assert.That(watched.LongestSilence, Is.LessThanOrEqualTo(TimeSpan.FromSeconds(1)));
    }

    [Test]
    public void A_source_that_is_placed_late_comes_back_to_the_receive_clock_by_10_ms_a_segment()
    {
        var time = new FakeTimeProvider(Noon);
        using var watched = new WatchedOutput(time);
        using var stage = new StageChannel(StageId.Parse("zhanyi"), watched.Output);
        // The source's first pictures were received before the end of the listed slate.
        var source = new TestSource(stage, "a", watched.Output.ListedEnd - TimeSpan.FromMilliseconds(300));

        source.Send();
        var atFirst = stage.Shift;
        Play(time, watched, source, TimeSpan.FromSeconds(10));
        var later = stage.Shift;
        Play(time, watched, source, TimeSpan.FromSeconds(30));

        Assert.That(atFirst.TotalMilliseconds, Is.EqualTo(300).Within(1));
        Assert.That(later.TotalMilliseconds, Is.EqualTo(200).Within(10));
        Assert.That(stage.Shift, Is.EqualTo(TimeSpan.Zero));
        Assert.That(watched.Faults, Is.Empty);
        Assert.That(watched.Media.Segments, Is.GreaterThan(35));
    }

    [TestCase(500)]
    [TestCase(-500)]
    [TestCase(4000)]
    public void A_source_whose_clock_is_fast_or_slow_is_followed_by_steps_of_the_date_time_and_its_media_is_listed_as_it_is(int fast)
    {
        var time = new FakeTimeProvider(Noon);
        using var watched = new WatchedOutput(time);
        using var stage = new StageChannel(StageId.Parse("zhanyi"), watched.Output);
        var source = new TestSource(stage, "a", Noon) { Fast = fast };

        // Five minutes: at 500 ppm the clocks part by 150 ms.
        for (var frame = 0; frame < 300 * 25; frame++)
        {
            time.Advance(Frame);
            while (source.Next < time.GetUtcNow())
                source.Send();
            watched.LintListing();
        }

        Assert.That(stage.Shift, Is.EqualTo(TimeSpan.Zero).Within(TimeSpan.FromMilliseconds(10)));
        Assert.That(watched.Faults, Is.Empty);
        Assert.That(watched.Media.Segments, Is.GreaterThan(280));
        Assert.That(watched.LowLatency.Last.Segments.Count(segment => segment.Discontinuity), Is.Zero, "the run went on");
    }

    [Test]
    public void A_source_that_is_late_by_less_than_the_slate_waits_stays_on_air_and_what_came_before_is_listed()
    {
        var time = new FakeTimeProvider(Noon);
        using var watched = new WatchedOutput(time);
        using var stage = new StageChannel(StageId.Parse("zhanyi"), watched.Output);
        var source = new TestSource(stage, "a", time.GetUtcNow());
        // The last ten frames wait for their part to be complete.
        Play(time, watched, source, TimeSpan.FromSeconds(4.4));

        Step(time, watched, TimeSpan.FromMilliseconds(880));
        var listed = watched.SourceBytes.Count();
        for (var late = 0; late < 22; late++)
            source.Send();
        Play(time, watched, source, TimeSpan.FromSeconds(3));

        Assert.That(listed, Is.EqualTo(110));
        Assert.That(watched.LowLatency.Last.Segments.Count(segment => segment.Discontinuity), Is.EqualTo(1), "the run went on");
        Assert.That(watched.Output.OnSlate, Is.False);
        Assert.That(watched.Faults, Is.Empty);
        Assert.That(watched.LongestSilence, Is.LessThanOrEqualTo(TimeSpan.FromSeconds(1)));
    }

    [Test]
    public void A_run_that_the_slate_has_covered_goes_on_at_its_next_keyframe()
    {
        var time = new FakeTimeProvider(Noon);
        using var watched = new WatchedOutput(time);
        using var stage = new StageChannel(StageId.Parse("zhanyi"), watched.Output);
        var source = new TestSource(stage, "a", time.GetUtcNow());
        Play(time, watched, source, TimeSpan.FromSeconds(2.4));
        Step(time, watched, TimeSpan.FromSeconds(2));
        Assert.That(watched.Output.OnSlate, Is.True);

        source.Skip(time.GetUtcNow());
        Play(time, watched, source, TimeSpan.FromSeconds(4));

        Assert.That(watched.Output.OnSlate, Is.False);
        Assert.That(watched.Faults, Is.Empty);
        var numbers = watched.SourceBytes.Select(TestFragments.NumberOf).ToList();
        Assert.That(numbers, Is.Ordered.Ascending);
        // The frames up to the next keyframe are left out: they refer to pictures that were not listed.
        Assert.That(numbers.Where(number => number is >= 60 and < 75), Is.Empty);
    }

    [Test]
    public void Whatever_a_source_does_players_get_sound_playlists_and_no_media_twice() =>
        Gen.Select(Gen.Frequency(
                (20, Gen.Const(Act.Frames)), (2, Gen.Const(Act.Silence)), (1, Gen.Const(Act.OffAir)), (1, Gen.Const(Act.NewRun)), (1, Gen.Const(Act.Leap)),
                (1, Gen.Const(Act.Burst))),
            Gen.Int[0, 2500]).Array[1, 30].Sample(acts =>
        {
            var time = new FakeTimeProvider(Noon);
            using var watched = new WatchedOutput(time);
            using var stage = new StageChannel(StageId.Parse("zhanyi"), watched.Output);
            var source = new TestSource(stage, "a", time.GetUtcNow());
            foreach (var (act, amount) in acts)
            {
                switch (act)
                {
                    case Act.Frames:
                        Play(time, watched, source, TimeSpan.FromMilliseconds(amount));
                        break;
                    case Act.Silence:
                        Step(time, watched, TimeSpan.FromMilliseconds(amount));
                        source.Skip(time.GetUtcNow());
                        break;
                    case Act.OffAir:
                        stage.OnOffAir();
                        source.NewRun(time.GetUtcNow());
                        break;
                    case Act.NewRun:
                        source.NewRun(time.GetUtcNow().AddMilliseconds(amount - 2000));
                        break;
                    case Act.Leap:
                        source.Skip(time.GetUtcNow().AddMilliseconds(amount - 1000));
                        break;
                    case Act.Burst:
                        Step(time, watched, TimeSpan.FromMilliseconds(amount));
                        for (var i = 0; i < amount / 40; i++)
                            source.Send();
                        break;
                }

                watched.LintListing();
            }

            Sound.Check(watched.Faults);
            Sound.Check(watched.LongestSilence <= TimeSpan.FromSeconds(1), $"nothing was listed for {watched.LongestSilence}");
            var numbers = watched.SourceBytes.Select(TestFragments.NumberOf).ToList();
            Sound.Check(numbers.Zip(numbers.Skip(1)).All(pair => pair.First < pair.Second), "media was listed twice or out of order");
        }, iter: 12);

    private enum Act
    {
        Frames,
        Silence,
        OffAir,
        NewRun,
        Leap,
        Burst,
    }

    private static void Step(FakeTimeProvider time, WatchedOutput watched, TimeSpan length)
    {
        for (var passed = TimeSpan.Zero; passed < length; passed += Frame)
        {
            time.Advance(Frame);
            watched.LintListing();
        }
    }

    private static void Play(FakeTimeProvider time, WatchedOutput watched, TestSource source, TimeSpan length)
    {
        for (var passed = TimeSpan.Zero; passed < length; passed += Frame)
        {
            time.Advance(Frame);
            source.Send();
            watched.LintListing();
        }
    }
}
