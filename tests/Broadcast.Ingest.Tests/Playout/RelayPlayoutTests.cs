using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.State;
using Broadcast.Chat.Spine.Actors;
using Broadcast.Ingest.Channels;
using Broadcast.Ingest.Playout;
using Broadcast.Ingest.Tests.Channels;
using CsCheck;

namespace Broadcast.Ingest.Tests.Playout;

internal sealed class RelayPlayoutTests
{
    private static readonly ChannelId Festival = ChannelId.Parse("festival");
    private static readonly StageId Zhanyi = StageId.Parse("zhanyi");
    private static readonly StageId Gushi = StageId.Parse("gushi");
    private static readonly StageId Suning = StageId.Parse("suning");
    private static readonly EventAuthor Wang = new() { Id = ViewerId.Parse("staff:wang"), Name = "Wang", Kind = ActorKinds.Staff };
    private static readonly TimeSpan SecondAndAStep = TimeSpan.FromSeconds(1.04);

    [Test]
    public void At_each_slot_start_the_relay_cuts_to_the_next_stage_at_a_keyframe()
    {
        using var rig = new RelayRig();
        rig.Relay.Update(new Rundown([RelayRig.Slot("s1", "zhanyi", 10, 10), RelayRig.Slot("s2", "gushi", 20, 10), RelayRig.Slot("s3", "suning", 30, 10)]));
        rig.Publish("zhanyi");
        rig.Publish("gushi", gop: 50, phase: 0.013);
        rig.Publish("suning", gop: 40, latency: 0.3, phase: 0.027);
        rig.Relay.Start(null);

        rig.Run(45);

        Assert.That(rig.Watched.Faults, Is.Empty);
        Assert.That(rig.Cuts.Select(cut => (cut.Stage, cut.Slot)), Is.EqualTo([("zhanyi", "s1"), ("gushi", "s2"), ("suning", "s3")]));
        Assert.That(rig.Cuts.Select((cut, i) => (cut.At - RelayRig.Noon.AddSeconds(10 * (i + 1))).TotalSeconds), Is.All.InRange(-1.2, 2.2));
        Assert.That(rig.Watched.LongestSilence, Is.LessThan(SecondAndAStep));
        // One slate before the first slot, one after the last.
        Assert.That(rig.Slates.Select(slate => slate.Showing), Is.EqualTo([false, true]));
        Assert.That(rig.States[^1] with { Since = 0 }, Is.EqualTo(new RelayState { Channel = Festival, OnAir = null, Since = 0, Slot = null, By = Actor.Rule(Rules.ChannelPlays).Author, Slate = true }));
    }

    [Test]
    public void A_cut_reports_the_date_time_of_the_next_stages_first_frame()
    {
        using var rig = new RelayRig();
        rig.Relay.Update(new Rundown([RelayRig.Slot("s1", "zhanyi", 0, 10), RelayRig.Slot("s2", "gushi", 10, 60)]));
        rig.Publish("zhanyi");
        rig.Publish("gushi", phase: 0.017);
        rig.Relay.Start(null);

        rig.Run(15);

        var segment = rig.Watched.LowLatency.Last.Segments.Last(segment => segment.Discontinuity);
        Assert.That(segment.DateTime, Is.EqualTo(rig.Cuts[^1].At).Within(TimeSpan.FromMilliseconds(1)));
        Assert.That(segment.Parts[0].Independent, Is.True);
        // The date-time is the time of receipt: the frame has the same one in both channels.
        Assert.That((rig.Cuts[^1].At - RelayRig.Noon).TotalMilliseconds % 1000, Is.EqualTo(17).Within(0.001));
    }

    [Test]
    public void A_keyframe_of_a_slower_stage_is_not_missed_for_ever() =>
        Gen.Select(Gen.Int[10, 90], Gen.Double[0, 0.4], Gen.Double[0, 0.4], Gen.Double[0, 1], Gen.Double[10, 12]).Sample(CutsAtTheFirstKeyframe, iter: 12);

    /// <summary>The old stage's last 0.48 s before the keyframe fill no part, and are listed only when players would run out of media.</summary>
    [Test]
    public void A_keyframe_that_comes_when_the_listed_media_runs_out_is_not_missed() => CutsAtTheFirstKeyframe(gop: 48, latencyA: 0, latencyB: 0.34, phase: 31 / 65d, start: 195 / 17d);

    private static void CutsAtTheFirstKeyframe(int gop, double latencyA, double latencyB, double phase, double start)
    {
        using var rig = new RelayRig();
        rig.Relay.Update(new Rundown([RelayRig.Slot("s1", "zhanyi", 0, start), RelayRig.Slot("s2", "gushi", start, 60)]));
        rig.Publish("zhanyi", latency: latencyA);
        rig.Publish("gushi", gop, latencyB, phase);
        rig.Relay.Start(null);

        rig.Run(18);

        var wait = rig.Cuts[^1].At - RelayRig.Noon.AddSeconds(start);
        Sound.Check(rig.Watched.Faults);
        Sound.Check(rig.Cuts.Count == 2, $"{rig.Cuts.Count} cuts");
        Sound.Check(wait.TotalSeconds < gop * 0.04 + 0.2, $"the cut came {wait} after the slot's start");
        Sound.Check(rig.Slates.Count == 1, "the slate covered a cut between two live stages");
        Sound.Check(rig.Watched.LongestSilence < SecondAndAStep, $"nothing was listed for {rig.Watched.LongestSilence}");
    }

    [Test]
    public void A_silent_stage_on_air_is_covered_and_comes_back_when_its_source_does()
    {
        using var rig = new RelayRig();
        rig.Relay.Update(new Rundown([RelayRig.Slot("s1", "zhanyi", 0, 60)]));
        rig.Publish("zhanyi");
        rig.Relay.Start(null);
        rig.Run(10);

        rig.Unpublish("zhanyi");
        rig.Run(5);
        var covered = rig.Relay.State;
        rig.Publish("zhanyi");
        rig.Run(5);

        Assert.That((covered.OnAir, covered.Slate), Is.EqualTo(((StageId?)Zhanyi, true)));
        Assert.That(rig.Relay.State, Is.EqualTo(covered with { Slate = false }));
        Assert.That(rig.Slates.Select(slate => slate.Showing), Is.EqualTo([false, true, false]));
        Assert.That(rig.Watched.Faults, Is.Empty);
        Assert.That(rig.Watched.LongestSilence, Is.LessThan(SecondAndAStep));
        Assert.That(rig.Watched.SourceBytes.Count(), Is.GreaterThan(330));
    }

    [Test]
    public void A_slot_whose_stage_has_no_source_is_on_air_under_the_slate_when_patience_ends()
    {
        using var rig = new RelayRig();
        rig.Relay.Update(new Rundown([RelayRig.Slot("s1", "zhanyi", 0, 10), RelayRig.Slot("s2", "gushi", 10, 60)]));
        rig.Publish("zhanyi");
        rig.Relay.Start(null);

        rig.Run(12);
        var waiting = rig.Relay.State;
        rig.Run(4);
        var covered = rig.Relay.State;
        rig.Publish("gushi");
        rig.Run(4);

        Assert.That((waiting.OnAir, waiting.Slate), Is.EqualTo(((StageId?)Zhanyi, false)));
        Assert.That((covered.OnAir, covered.Slot, covered.Slate), Is.EqualTo(((StageId?)Gushi, (SlotId?)SlotId.Parse("s2"), true)));
        Assert.That(rig.Relay.State, Is.EqualTo(covered with { Slate = false }));
        Assert.That(rig.Cuts.Select(cut => cut.Stage), Is.EqualTo(["zhanyi", "gushi"]));
        Assert.That(rig.Watched.Faults, Is.Empty);
    }

    [Test]
    public void A_stage_that_is_away_at_its_slots_start_and_back_soon_follows_without_the_slate()
    {
        using var rig = new RelayRig();
        rig.Relay.Update(new Rundown([RelayRig.Slot("s1", "zhanyi", 0, 10), RelayRig.Slot("s2", "gushi", 10, 60)]));
        rig.Publish("zhanyi");
        rig.Relay.Start(null);

        rig.Run(13);
        rig.Publish("gushi");
        rig.Run(4);

        Assert.That(rig.Cuts.Select(cut => cut.Stage), Is.EqualTo(["zhanyi", "gushi"]));
        Assert.That(rig.Slates.Select(slate => slate.Showing), Is.EqualTo([false]), "the slate before the first slot alone");
        Assert.That(rig.Watched.Faults, Is.Empty);
    }

    [TestCase(0.3)]
    [TestCase(0.6)]
    [TestCase(0.8)]
    public void Stages_that_are_late_around_a_cut_bring_no_slate(double late)
    {
        using var rig = new RelayRig();
        rig.Relay.Update(new Rundown([RelayRig.Slot("s1", "zhanyi", 0, 10), RelayRig.Slot("s2", "gushi", 10, 10), RelayRig.Slot("s3", "suning", 20, 60)]));
        rig.Publish("zhanyi");
        rig.Publish("gushi", phase: 0.013);
        rig.Publish("suning", phase: 0.4);
        rig.Relay.Start(null);
        rig.Run(9.9);

        Late("gushi");
        rig.Run(5);
        Late("gushi");
        rig.Run(4.9 - late - late);
        Late("suning");
        rig.Run(4);
        Late("suning");
        rig.Run(4);

        Assert.That(rig.Cuts.Select(cut => cut.Stage), Is.EqualTo(["zhanyi", "gushi", "suning"]));
        Assert.That(rig.Slates.Select(slate => slate.Showing), Is.EqualTo([false]), "the slate before the first slot alone");
        Assert.That(rig.Watched.Faults, Is.Empty);

        void Late(string stage)
        {
            rig.Stall(stage);
            rig.Run(late);
            rig.Stall(stage, stalled: false);
        }
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(500)]
    public void A_change_of_the_rundown_after_patience_has_passed_and_before_the_timer_is_followed(int milliseconds)
    {
        using var rig = new RelayRig();
        rig.Relay.Update(new Rundown([RelayRig.Slot("s1", "zhanyi", 0, 10), RelayRig.Slot("s2", "gushi", 10, 60)]));
        rig.Publish("zhanyi");
        rig.Publish("gushi", gop: 100_000);
        rig.Relay.Start(null);
        rig.Run(12);
        var patienceEnds = RelayRig.Noon.AddSeconds(10) + new ChannelOptions().CutPatience;

        // Moves the clock and fires no timer.
        rig.Time.AdjustTime(patienceEnds.AddMilliseconds(milliseconds));
        rig.Relay.Update(new Rundown([RelayRig.Slot("s1", "zhanyi", 0, 10), RelayRig.Slot("s2", "gushi", 10, 70)]));
        rig.Run(1);

        Assert.That((rig.Relay.State.OnAir, rig.Relay.State.Slate), Is.EqualTo(((StageId?)Gushi, true)));
    }

    [Test]
    public void A_take_holds_until_the_next_slot_and_says_when_it_cuts()
    {
        using var rig = new RelayRig();
        rig.Relay.Update(new Rundown([RelayRig.Slot("s1", "zhanyi", 0, 20), RelayRig.Slot("s2", "gushi", 20, 60)]));
        rig.Publish("zhanyi");
        rig.Publish("gushi");
        rig.Publish("suning", gop: 50, phase: 0.01);
        rig.Relay.Start(null);
        rig.Run(8.3);

        var reply = rig.Take(Suning, Zhanyi, Wang);
        rig.Run(6);
        var taken = rig.Relay.State;
        rig.Run(10);

        Assert.That(reply.Failed, Is.False);
        Assert.That(reply.Value!.Before, Is.EqualTo(new RelayMark(Zhanyi, Held: false)));
        Assert.That((taken.OnAir, taken.Slot, taken.Slate), Is.EqualTo(((StageId?)Suning, (SlotId?)SlotId.Parse("s1"), false)));
        Assert.That(reply.Value.ExpectedAt, Is.EqualTo(taken.Since).Within(2));
        Assert.That(rig.Cuts.Select(cut => (cut.Stage, cut.Slot)), Is.EqualTo([("zhanyi", "s1"), ("suning", null), ("gushi", "s2")]));
        Assert.That(rig.Cutters.Select(by => by.Why ?? by.Id.Value), Is.EqualTo(["rundown:s1/start", "staff:wang", "rundown:s2/start"]));
        Assert.That(taken.By?.Id.Value, Is.EqualTo("staff:wang"));
        Assert.That(rig.Watched.Faults, Is.Empty);
    }

    [Test]
    public void A_take_ends_with_the_next_slots_start_also_when_the_rundown_changes_before_the_timer()
    {
        using var rig = new RelayRig();
        rig.Relay.Update(new Rundown([RelayRig.Slot("s1", "zhanyi", 0, 20), RelayRig.Slot("s2", "gushi", 20, 60)]));
        rig.Relay.Start(null);
        rig.Take(Suning);

        // Moves the clock and fires no timer.
        rig.Time.AdjustTime(RelayRig.Noon.AddSeconds(20.01));
        rig.Relay.Update(new Rundown([RelayRig.Slot("s1", "zhanyi", 0, 20), RelayRig.Slot("s2", "gushi", 20, 60), RelayRig.Slot("s3", "zhanyi", 80, 60)]));

        Assert.That(rig.Relay.State.OnAir, Is.EqualTo(Gushi));
    }

    [Test]
    public void Of_two_operators_who_take_at_once_the_second_gets_a_conflict()
    {
        using var rig = new RelayRig();
        rig.Relay.Update(new Rundown([RelayRig.Slot("s1", "zhanyi", 0, 60)]));
        rig.Publish("zhanyi");
        rig.Publish("gushi", gop: 50);
        rig.Publish("suning", gop: 50);
        rig.Relay.Start(null);
        rig.Run(8.3);

        var first = rig.Take(Gushi, Zhanyi);
        var second = rig.Take(Suning, Zhanyi);
        rig.Run(4);

        Assert.That(first.Failed, Is.False);
        Assert.That(second.Error?.Code, Is.EqualTo("playout.conflict"));
        Assert.That(rig.Relay.State.OnAir, Is.EqualTo(Gushi));
    }

    [Test]
    public void A_take_in_force_survives_a_restart_within_its_slot()
    {
        using var rig = new RelayRig();
        rig.Relay.Update(new Rundown([RelayRig.Slot("s1", "zhanyi", -10, 20), RelayRig.Slot("s2", "gushi", 10, 60)]));
        rig.Publish("zhanyi");
        rig.Publish("gushi");
        rig.Publish("suning");

        rig.Relay.Start(Shown(Suning, "s1", -5));
        rig.Run(5);
        var after = rig.Relay.State;
        rig.Run(10);

        Assert.That(after.OnAir, Is.EqualTo(Suning));
        Assert.That(rig.Relay.State.OnAir, Is.EqualTo(Gushi));
    }

    [Test]
    public void What_was_shown_in_an_earlier_slot_does_not_survive_a_restart()
    {
        using var rig = new RelayRig();
        rig.Relay.Update(new Rundown([RelayRig.Slot("s1", "zhanyi", -10, 20)]));

        rig.Relay.Start(Shown(Suning, "s0", -15));

        Assert.That(rig.Relay.State.OnAir, Is.EqualTo(Zhanyi));
    }

    [Test]
    public void An_edited_rundown_is_followed_at_once()
    {
        using var rig = new RelayRig();
        rig.Relay.Update(new Rundown([RelayRig.Slot("s1", "zhanyi", 0, 60)]));
        rig.Publish("zhanyi");
        rig.Publish("gushi");
        rig.Relay.Start(null);
        rig.Run(8);

        rig.Relay.Update(new Rundown([RelayRig.Slot("s1", "gushi", 0, 60)]));
        rig.Run(3);

        Assert.That(rig.Relay.State.OnAir, Is.EqualTo(Gushi));
        Assert.That(rig.Watched.Faults, Is.Empty);
    }

    [Test]
    public void A_stage_that_never_sends_a_keyframe_is_covered_when_patience_ends()
    {
        using var rig = new RelayRig();
        rig.Relay.Update(new Rundown([RelayRig.Slot("s1", "zhanyi", 0, 10), RelayRig.Slot("s2", "gushi", 10, 60)]));
        rig.Publish("zhanyi");
        rig.Publish("gushi", gop: 100_000);
        rig.Relay.Start(null);

        rig.Run(20);

        Assert.That((rig.Relay.State.OnAir, rig.Relay.State.Slate), Is.EqualTo(((StageId?)Gushi, true)));
        Assert.That(rig.Watched.Faults, Is.Empty);
    }

    [Test]
    public void Whatever_stages_and_operators_do_the_relays_playlists_are_sound() =>
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, 2], Gen.Double[0.1, 6]).Array[1, 25].Sample(acts =>
        {
            using var rig = new RelayRig();
            string[] stages = ["zhanyi", "gushi", "suning"];
            rig.Relay.Update(new Rundown([.. Enumerable.Range(0, 20).Where(i => i % 5 != 4).Select(i => RelayRig.Slot($"s{i}", stages[i % 3], i * 5, 5))]));
            rig.Relay.Start(null);
            foreach (var (act, stage, seconds) in acts)
            {
                switch (act)
                {
                    case 0 or 1:
                        rig.Publish(stages[stage], gop: 10 + (int)(seconds * 15), latency: seconds / 15, phase: seconds / 3);
                        break;
                    case 2:
                        rig.Unpublish(stages[stage]);
                        break;
                    case 3:
                        rig.Take(StageId.Parse(stages[stage]));
                        break;
                    case 4:
                        rig.Hold();
                        break;
                    case 5:
                        rig.Release();
                        break;
                    case 6:
                        rig.Fill();
                        break;
                    case 7:
                        rig.Return();
                        break;
                }

                rig.Run(seconds);
            }

            Sound.Check(rig.Watched.Faults);
            Sound.Check(rig.Watched.LongestSilence < SecondAndAStep, $"nothing was listed for {rig.Watched.LongestSilence}");
        }, iter: 50);

    private static RelayState Shown(StageId stage, string slot, double since) => new()
    {
        Channel = Festival,
        OnAir = stage,
        Since = RelayRig.Noon.AddSeconds(since).ToUnixTimeMilliseconds(),
        Slot = SlotId.Parse(slot),
        Slate = false,
        ByHand = new RelayByHand { Stage = stage, By = Wang, Since = RelayRig.Noon.AddSeconds(since).ToUnixTimeMilliseconds() },
    };
}
