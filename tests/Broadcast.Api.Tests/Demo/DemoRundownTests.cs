using Broadcast.Api.Demo;
using Broadcast.Api.Rundown;
using Broadcast.Chat.Contracts.Ids;
using CsCheck;

namespace Broadcast.Api.Tests.Demo;

public sealed class DemoRundownTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 10, 0, 0, 250, TimeSpan.Zero);
    private static readonly HashSet<StageId> Stages = [.. DemoProgramme.Stages.Select(stage => StageId.Parse(stage.Id))];

    [Test]
    public void The_rundown_always_covers_now_never_overlaps_and_never_shows_a_stage_twice_in_a_row() =>
        Gen.Select(Gen.Int[5, 600], Gen.Int[1, 7200].List[1, 12]).Sample((length, pauses) =>
        {
            var now = Start;
            IReadOnlyList<SlotView> slots = [];
            foreach (var pause in pauses)
            {
                if (DemoRundown.Extend(slots, now, TimeSpan.FromSeconds(length)) is { } plan)
                {
                    var read = RundownPlan.Read(plan, Stages);
                    if (read.Failed)
                        return false;
                    slots = [.. read.Value.Select(slot => new SlotView(
                        slot.Id, slot.Stage, slot.Title, DateTimeOffset.FromUnixTimeMilliseconds(slot.Start), slot.Duration / 1000.0, 1))];
                }

                var ahead = slots.Where(slot => slot.Start.AddSeconds(slot.Duration) > now).ToList();
                if (ahead.Count == 0 || ahead[0].Start > now || ahead.Zip(ahead.Skip(1)).Any(pair => pair.First.Stage == pair.Second.Stage))
                    return false;
                now = now.AddSeconds(pause);
            }

            return true;
        });

    [Test]
    public void Every_slot_has_a_title_in_both_languages()
    {
        var plan = DemoRundown.Extend([], Start, TimeSpan.FromSeconds(30))!;

        Assert.Multiple(() =>
        {
            Assert.That(plan.Select(slot => slot.TitleEn), Has.All.Match("^[ -~·]{5,80}$"));
            Assert.That(plan.Select(slot => slot.Title), Has.All.Match("[\u4e00-\u9fff]"));
        });
    }

    [Test]
    public void What_an_operator_planned_stays()
    {
        var planned = new SlotView(SlotId.Parse("mine"), StageId.Parse("gushi"), "Mine", Start.AddSeconds(-10), 60, 4, "My own");

        var plan = DemoRundown.Extend([planned], Start, TimeSpan.FromSeconds(30))!;

        Assert.Multiple(() =>
        {
            Assert.That(plan[0], Is.EqualTo(new SlotDraft("mine", "gushi", "Mine", planned.Start, 60, "My own")));
            Assert.That(plan[1].Start, Is.EqualTo(planned.Start.AddSeconds(60)));
            Assert.That(plan[1].Stage, Is.EqualTo("suning"), "the round goes on");
        });
    }

    [Test]
    public void The_round_goes_on_before_and_after_a_slot_that_somebody_planned_ahead() =>
        Gen.Select(Gen.Int[5, 600], Gen.Int[1, 40_000], Gen.Int[5, 600]).Sample((length, inMilliseconds, seconds) =>
        {
            var on = new SlotView(SlotId.Parse("on"), StageId.Parse("gushi"), "On", Start.AddSeconds(-10), 20, 1);
            var planned = new SlotView(SlotId.Parse("mine"), StageId.Parse("gushi"), "Mine", Start.AddSeconds(10).AddMilliseconds(inMilliseconds * 97L), seconds, 2);

            IReadOnlyList<SlotView> slots = [on, planned];
            for (var now = Start; now < planned.Start; now += TimeSpan.FromSeconds(length * 15))
            {
                if (DemoRundown.Extend(slots, now, TimeSpan.FromSeconds(length)) is { } plan)
                {
                    var read = RundownPlan.Read(plan, Stages);
                    if (read.Failed)
                        return false;
                    slots = [.. read.Value.Select(slot => new SlotView(
                        slot.Id, slot.Stage, slot.Title, DateTimeOffset.FromUnixTimeMilliseconds(slot.Start), slot.Duration / 1000.0, 1))];
                }

                var covered = slots.Where(slot => slot.Start.AddSeconds(slot.Duration) > now).Aggregate(
                    now, (end, slot) => slot.Start < end + RundownPlan.Shortest ? slot.Start.AddSeconds(slot.Duration) : end);
                if (covered < now.AddSeconds(length * 15))
                    return false;
            }

            return slots.Any(slot => slot.Id == planned.Id && slot.Start == planned.Start);
        });

    [Test]
    public void A_plan_that_reaches_far_is_left_alone()
    {
        var far = new SlotView(SlotId.Parse("far"), StageId.Parse("gushi"), "Far", Start, 86_400, 1);

        Assert.That(DemoRundown.Extend([far], Start, TimeSpan.FromSeconds(120)), Is.Null);
    }
}
