using Broadcast.Api.Rundown;

namespace Broadcast.Api.Demo;

/// <summary>How the demo's plan goes on: pure.</summary>
internal static class DemoRundown
{
    /// <summary>Slots that lie ahead after an extension; it is made when half of them are gone.</summary>
    public const int Ahead = 40;

    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(30);

    /// <summary>The plan as it shall be; null when it still reaches far enough. What somebody planned in the future stays.</summary>
    public static IReadOnlyList<SlotDraft>? Extend(IReadOnlyList<SlotView> slots, DateTimeOffset now, TimeSpan length)
    {
        var end = slots.Count == 0 ? DateTimeOffset.MinValue : slots.Max(End);
        if (end > now + (length * Ahead / 2))
            return null;

        var plan = slots.Where(slot => End(slot) > now - Kept)
            .Select(slot => new SlotDraft(slot.Id.Value, slot.Stage.Value, slot.Title, slot.Start, slot.Duration)).ToList();
        var start = end < now ? WholeSecond(now) : end;
        var turn = slots.Count == 0 ? 0 : TurnAfter(slots[^1].Stage.Value);
        for (; start < now + (length * Ahead) && plan.Count < RundownPlan.MostSlots; start += length, turn++)
        {
            var stage = DemoProgramme.Stages[turn % DemoProgramme.Stages.Count];
            var title = stage.Titles[turn / DemoProgramme.Stages.Count % stage.Titles.Count];
            plan.Add(new SlotDraft(null, stage.Id, $"{stage.Name} · {title}", start, length.TotalSeconds));
        }

        return plan;
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
