using Broadcast.Api.Rundown;

namespace Broadcast.Api.Demo;

/// <summary>Extends the demo's rundown. Pure.</summary>
internal static class DemoRundown
{
    /// <summary>How far an extension plans ahead, in slots. The next extension is made when half of it is left.</summary>
    public const int Ahead = 40;

    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(30);

    /// <summary>
    /// The extended plan; null when the plan already reaches far enough without a gap. Slots that somebody planned in the future stay, and
    /// the gaps around them are filled with the stages in turn.
    /// </summary>
    public static IReadOnlyList<SlotDraft>? Extend(IReadOnlyList<SlotView> slots, DateTimeOffset now, TimeSpan length)
    {
        var last = LastBeforeGap(slots, now);
        if (last is not null && End(last) > now + (length * Ahead / 2))
            return null;

        var start = last is null ? WholeSecond(now) : End(last);
        // A slot may have ended since that whole second; slots must not overlap.
        var ended = slots.Where(slot => slot.Start <= now).Select(End).DefaultIfEmpty(start).Max();
        if (ended > start)
            start = ended;
        var plan = slots.Where(slot => End(slot) > now - Kept)
            .Select(slot => new SlotDraft(slot.Id.Value, slot.Stage.Value, slot.Title, slot.Start, slot.Duration, slot.TitleEn)).ToList();
        var known = plan.Count;
        var turn = (last ?? slots.LastOrDefault(slot => slot.Start <= now)) is { } before ? TurnAfter(before.Stage.Value) : 0;
        while (start < now + (length * Ahead) && plan.Count < RundownPlan.MostSlots)
        {
            var next = slots.Where(slot => slot.Start >= start).MinBy(slot => slot.Start);
            var room = next is null ? TimeSpan.MaxValue : next.Start - start;
            if (next is not null && room < RundownPlan.Shortest)
            {
                (start, turn) = (End(next), TurnAfter(next.Stage.Value));
                continue;
            }

            // The last slot before a planned one includes a rest that is too short for a slot of its own.
            var end = start + (room < length + RundownPlan.Shortest ? room : length);
            var stage = DemoProgramme.Stages[turn % DemoProgramme.Stages.Count];
            var title = stage.Titles[turn / DemoProgramme.Stages.Count % stage.Titles.Count];
            plan.Add(new SlotDraft(null, stage.Id, $"{stage.Name} · {title.Name}", start, (end - start).TotalSeconds, $"{stage.NameEn} · {title.NameEn}"));
            (start, turn) = (end, turn + 1);
        }

        return plan.Count > known ? [.. plan.OrderBy(slot => slot.Start)] : null;
    }

    /// <summary>The last slot that is reached from now without a gap that another slot would fit into; null when no slot is on.</summary>
    private static SlotView? LastBeforeGap(IReadOnlyList<SlotView> slots, DateTimeOffset now)
    {
        SlotView? last = null;
        foreach (var slot in slots.OrderBy(slot => slot.Start))
            if (End(slot) > now && slot.Start < (last is null ? now : End(last)) + RundownPlan.Shortest)
                last = slot;
        return last;
    }

    private static int TurnAfter(string stage)
    {
        for (var i = 0; i < DemoProgramme.Stages.Count; i++)
            if (DemoProgramme.Stages[i].Id == stage)
                return i + 1;
        return 0;
    }

    private static DateTimeOffset End(SlotView slot) => slot.Start.AddSeconds(slot.Duration);

    private static DateTimeOffset WholeSecond(DateTimeOffset at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerSecond));
}
