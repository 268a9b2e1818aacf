using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Orders;
using Broadcast.Chat.Contracts.State;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Ingest.Playout;

namespace Broadcast.Ingest.Tests.Playout;

/// <summary>A relay that operators hold, fill with the slate, release, and give back to its rundown.</summary>
internal sealed class RelayByHandTests
{
    private static readonly StageId Zhanyi = StageId.Parse("zhanyi");
    private static readonly StageId Gushi = StageId.Parse("gushi");
    private static readonly StageId Suning = StageId.Parse("suning");
    private static readonly EventAuthor Wang = new() { Id = ViewerId.Parse("staff:wang"), Name = "Wang", Kind = ActorKinds.Staff };
    private static readonly EventAuthor Li = Wang with { Id = ViewerId.Parse("staff:li"), Name = "Li" };

    private RelayRig _rig = null!;

    /// <summary>Two slots with a gap between them, and three stages that send.</summary>
    [SetUp]
    public void Start()
    {
        _rig = new RelayRig();
        _rig.Relay.Update(new Rundown([RelayRig.Slot("s1", "zhanyi", 0, 10), RelayRig.Slot("s2", "gushi", 15, 60)]));
        foreach (var stage in (string[])["zhanyi", "gushi", "suning"])
            _rig.Publish(stage);
        _rig.Relay.Start(null);
        _rig.Run(5);
    }

    [TearDown]
    public void End()
    {
        Assert.That(_rig.Watched.Faults, Is.Empty);
        _rig.Dispose();
    }

    [Test]
    public void What_is_held_stays_past_the_ends_of_slots_until_it_is_released()
    {
        var held = _rig.Hold(Zhanyi, Wang);
        _rig.Run(7);
        var between = _rig.Relay.State;
        _rig.Run(8);
        var later = _rig.Relay.State;
        var released = _rig.Release(Zhanyi);
        _rig.Run(2);

        Assert.Multiple(() =>
        {
            Assert.That((held.Value!.After, held.Value.Shown!.ResumesAt), Is.EqualTo((new RelayMark(Zhanyi, Held: true), (long?)null)));
            Assert.That((between.OnAir, between.Slot, between.Slate), Is.EqualTo(((StageId?)Zhanyi, (SlotId?)null, false)), "also where no slot is");
            Assert.That((later.OnAir, later.Slot), Is.EqualTo(((StageId?)Zhanyi, (SlotId?)SlotId.Parse("s2"))), "which slot passes is said truly");
            Assert.That(later.ByHand, Is.EqualTo(new RelayByHand { Stage = Zhanyi, By = Wang, Since = later.ByHand!.Since, Hold = new RelayHold(Wang, later.ByHand.Since) }));
            Assert.That(released.Value!.After, Is.EqualTo(new RelayMark(Gushi, Held: false)));
            Assert.That((_rig.Relay.State.OnAir, _rig.Relay.State.ByHand), Is.EqualTo(((StageId?)Gushi, (RelayByHand?)null)));
            Assert.That(_rig.Cuts.Select(cut => cut.Stage), Is.EqualTo(["zhanyi", "gushi"]), "holding cuts nothing");
        });
    }

    [Test]
    public void A_take_while_it_is_held_is_held_as_well_and_the_first_name_stays()
    {
        _rig.Hold(Zhanyi, Wang);
        _rig.Take(Suning, Zhanyi, Li);
        _rig.Hold(Suning, Li);
        _rig.Run(15);

        var state = _rig.Relay.State;
        Assert.That((state.OnAir, state.ByHand!.By, state.ByHand.Hold!.By), Is.EqualTo(((StageId?)Suning, Li, Wang)));
    }

    [Test]
    public void The_slate_is_on_air_at_once_and_the_rundown_resumes_with_its_next_slot()
    {
        var filled = _rig.Fill(Zhanyi, Wang);
        var shown = _rig.Relay.State;
        _rig.Run(9);
        var before = _rig.Relay.State;
        _rig.Run(3);

        Assert.Multiple(() =>
        {
            Assert.That((shown.OnAir, shown.Slate, shown.ByHand!.By), Is.EqualTo(((StageId?)null, true, Wang)));
            Assert.That(filled.Value!.Shown!.ResumesAt, Is.EqualTo(RelayRig.Noon.AddSeconds(15).ToUnixTimeMilliseconds()));
            Assert.That((before.OnAir, before.Slot, before.Slate), Is.EqualTo(((StageId?)null, (SlotId?)null, true)));
            Assert.That((_rig.Relay.State.OnAir, _rig.Relay.State.Slate), Is.EqualTo(((StageId?)Gushi, false)));
            Assert.That(_rig.Slates.Select(slate => slate.Showing), Is.EqualTo([false, true, false]));
        });
    }

    [TestCase(false)]
    [TestCase(true)]
    public void A_return_shows_what_the_rundown_says_also_when_it_is_held(bool held)
    {
        _rig.Take(Suning, Zhanyi, Wang);
        _rig.Run(2);
        if (held)
            _rig.Hold(Suning, Wang);
        _rig.Return(Suning);
        _rig.Run(2);

        Assert.That((_rig.Relay.State.OnAir, _rig.Relay.State.ByHand), Is.EqualTo(((StageId?)Zhanyi, (RelayByHand?)null)));
    }

    [Test]
    public void A_release_without_a_hold_ends_no_take()
    {
        _rig.Take(Suning, Zhanyi, Wang);
        _rig.Release();
        _rig.Run(2);

        Assert.That(_rig.Relay.State.OnAir, Is.EqualTo(Suning));
    }

    [Test]
    public void What_the_operator_sees_is_held_also_while_a_cut_is_pending_and_what_is_gone_is_refused()
    {
        _rig.Take(Suning, Zhanyi, Li);
        var stale = _rig.Hold(Gushi, Wang);
        _rig.Hold(Zhanyi, Wang);
        _rig.Run(12);

        Assert.That(stale.Error?.Code, Is.EqualTo("playout.conflict"));
        Assert.That((_rig.Relay.State.OnAir, _rig.Cuts.Count), Is.EqualTo(((StageId?)Zhanyi, 1)));
    }

    [Test]
    public void Of_two_who_see_the_slate_and_take_the_second_is_refused_also_once_the_picture_is_there()
    {
        _rig.Fill(Zhanyi, Wang);
        _rig.Run(1);
        var first = SeeSlateAndTake(Gushi, Wang);
        var pending = SeeSlateAndTake(Suning, Li);
        _rig.Run(2);
        var late = SeeSlateAndTake(Suning, Li);

        Assert.That((first.Error, pending.Error?.Code, late.Error?.Code), Is.EqualTo(((Error?)null, "playout.conflict", "playout.conflict")));
        Assert.That(_rig.Relay.State.OnAir, Is.EqualTo(Gushi));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void A_hold_survives_a_restart_and_not_the_channels_end(bool ended)
    {
        _rig.Hold(Zhanyi, Wang);
        if (ended)
            _rig.Relay.End();
        var last = _rig.States[^1];
        _rig.Run(12);
        using var again = new RelayRig();
        again.Relay.Update(new Rundown([RelayRig.Slot("s2", "gushi", -5, 60)]));
        again.Publish("zhanyi");
        again.Publish("gushi");
        again.Relay.Start(last);
        again.Run(6);

        Assert.That(last.ByHand?.Hold?.By, Is.EqualTo(ended ? null : Wang));
        Assert.That(again.Relay.State.OnAir, Is.EqualTo(ended ? Gushi : Zhanyi));
    }

    [Test]
    public void A_stage_that_is_gone_ends_what_was_done_to_show_it_also_a_hold()
    {
        _rig.Take(Suning, Zhanyi, Wang);
        _rig.Run(2);
        _rig.Hold(Suning, Wang);
        _rig.Relay.Forget(Gushi);
        var other = _rig.Relay.State;
        _rig.Relay.Forget(Suning);
        var told = _rig.States[^1];
        _rig.Run(2);

        Assert.That(other.ByHand?.Hold?.By, Is.EqualTo(Wang), "another stage is none of it");
        Assert.That(told.ByHand, Is.Null);
        Assert.That((_rig.Relay.State.OnAir, _rig.Relay.State.Slate), Is.EqualTo(((StageId?)Zhanyi, false)));
    }

    [Test]
    public void When_it_resumes_follows_the_rundown()
    {
        _rig.Take(Suning, Zhanyi, Wang);
        _rig.Relay.Update(new Rundown([RelayRig.Slot("s1", "zhanyi", 0, 10), RelayRig.Slot("s2", "gushi", 25, 60)]));

        Assert.That(_rig.States[^1].ResumesAt, Is.EqualTo(RelayRig.Noon.AddSeconds(25).ToUnixTimeMilliseconds()));
    }

    private Result<PlayoutReply> SeeSlateAndTake(StageId stage, EventAuthor by) =>
        _rig.Relay.Obey(new TakeStage { Channel = _rig.Relay.Output.Id, Stage = stage, ExpectedSlate = true, By = by });
}
