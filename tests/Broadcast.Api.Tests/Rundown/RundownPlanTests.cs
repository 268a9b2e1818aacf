using Broadcast.Api.Rundown;
using Broadcast.Chat.Contracts.Ids;
using CsCheck;

namespace Broadcast.Api.Tests.Rundown;

public sealed class RundownPlanTests
{
    private static readonly HashSet<StageId> Stages = [StageId.Parse("gushi")];
    private static readonly DateTimeOffset Start = new(2026, 8, 10, 2, 0, 0, TimeSpan.Zero);

    [Test]
    public void Slots_are_accepted_in_any_order_and_any_overlap_is_refused()
    {
        var plans = Gen.Select(Gen.Int[5, 600].List[1, 30], Gen.Int[0, 20].List[30], Gen.Int[0, 29], Gen.Int[1, 4], Gen.Int);

        plans.Sample((lengths, gaps, at, into, seed) =>
        {
            var slots = new List<SlotDraft>();
            var time = Start;
            for (var i = 0; i < lengths.Count; i++)
            {
                slots.Add(new SlotDraft(null, "gushi", $"slot {i}", time, lengths[i]));
                time += TimeSpan.FromSeconds(lengths[i] + gaps[i]);
            }

            var shuffled = slots.ToArray();
            new Random(seed).Shuffle(shuffled);
            var read = RundownPlan.Read(shuffled, Stages);
            if (read.Failed || !read.Value.Select(slot => slot.Title).SequenceEqual(slots.Select(slot => slot.Title), StringComparer.Ordinal))
                return false;

            // One more slot that begins inside another one.
            var victim = slots[at % slots.Count];
            var overlapping = RundownPlan.Read([.. shuffled, new SlotDraft(null, "gushi", "more", victim.Start!.Value.AddSeconds(into), 5)], Stages);
            return overlapping is { Failed: true, Error.Code: "rundown.overlap" };
        });
    }
}
