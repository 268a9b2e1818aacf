using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.State;
using Broadcast.Ingest.Playout;
using Broadcast.Ingest.Tests.Channels;
using CsCheck;

namespace Broadcast.Ingest.Tests.Playout;

/// <summary>What should be on air is what the rules say of everything that was done until then, whatever it was, also over restarts.</summary>
internal sealed class RelayPlanTests
{
    private static readonly StageId?[] Stages = [StageId.Parse("zhanyi"), StageId.Parse("gushi"), StageId.Parse("suning")];

    private static readonly string[] Names = ["take", "take", "filler", "hold", "release", "return", "look", "restart"];

    /// <summary>The acts: what is done, with which stage, and how many seconds after the one before.</summary>
    private static readonly Gen<(string Act, int Stage, int Wait)[]> Acts =
        Gen.Select(Gen.Int[0, Names.Length - 1].Select(name => Names[name]), Gen.Int[0, 2], Gen.Int[0, 9]).Array[1, 40];

    /// <summary>Slots with and without gaps between them.</summary>
    private static readonly Gen<SlotFact[]> Slots = Gen.Select(Gen.Int[0, 2], Gen.Int[3, 12], Gen.Int[0, 1]).Array[0, 20].Select(parts =>
    {
        var (slots, start) = (new List<SlotFact>(), 5);
        foreach (var (stage, length, gap) in parts)
        {
            slots.Add(RelayRig.Slot($"s{slots.Count}", Stages[stage]!.Value.Value, start, length));
            start += length + gap * 4;
        }

        return slots.ToArray();
    });

    [Test]
    public void On_air_is_what_takes_holds_and_slots_say() => Gen.Select(Slots, Acts).Sample((slots, acts) =>
    {
        var rules = new Rules(slots);
        var plan = Plan(slots, RelayRig.Noon);
        var (now, published) = (RelayRig.Noon, Published(plan));
        foreach (var (act, stage, wait) in acts)
        {
            for (var second = 0; second < wait; second++)
            {
                now = now.AddSeconds(1);
                if (act == "look")
                    Compare(rules, plan, now);
            }

            switch (act)
            {
                case "take" or "filler":
                    plan.Take(act == "take" ? Stages[stage] : null, by: null, now);
                    break;
                case "hold":
                    plan.Hold(rules.OnAir(now), by: null, now);
                    break;
                case "release":
                    plan.Release();
                    break;
                case "return":
                    plan.Return();
                    break;
                case "restart":
                    plan = Plan(slots, now);
                    plan.Resume(published, now);
                    break;
            }

            rules.Note(act, act == "take" ? Stages[stage] : null, now);
            Compare(rules, plan, now);
            published = Published(plan);
        }
    }, iter: 3000);

    private static void Compare(Rules rules, RelayPlan plan, DateTimeOffset now)
    {
        var wanted = plan.At(now);
        Sound.Check(wanted.Stage == rules.OnAir(now), $"{wanted.Stage} and not {rules.OnAir(now)} at {now:mm:ss}");
        Sound.Check(plan.Held == rules.Held, $"held: {plan.Held} at {now:mm:ss}");
        Sound.Check(plan.ResumesAt == rules.ResumesAt(now), $"resumes at {plan.ResumesAt} and not {rules.ResumesAt(now)}, at {now:mm:ss}");
    }

    private static RelayPlan Plan(SlotFact[] slots, DateTimeOffset now)
    {
        var plan = new RelayPlan(FestivalId.Parse("festival"));
        plan.Replace(new Rundown(slots), now);
        return plan;
    }

    /// <summary>What another process finds in Redis.</summary>
    private static RelayState Published(RelayPlan plan) =>
        new() { Channel = ChannelId.Parse("festival"), OnAir = null, Since = 0, Slate = true, ByHand = plan.ByHand, ResumesAt = plan.ResumesAt };

    /// <summary>The rules, from the whole history: nothing ends by being looked at.</summary>
    private sealed class Rules(SlotFact[] slots)
    {
        private readonly List<(string Act, StageId? Stage, long At)> _acts = [];

        /// <summary>True when the last hold was neither released nor given back.</summary>
        public bool Held => _acts.FindLastIndex(act => act.Act == "hold") > _acts.FindLastIndex(act => act.Act is "return" or "release");

        public void Note(string act, StageId? stage, DateTimeOffset now)
        {
            // A release without a hold is none.
            if (act is "take" or "filler" or "return" or "hold" || (act == "release" && Held))
                _acts.Add((act, act == "hold" ? OnAir(now) : stage, now.ToUnixTimeMilliseconds()));
        }

        public StageId? OnAir(DateTimeOffset now) => ByHand(now) is { } hand ? hand.Stage : Slot(now)?.Stage;

        public long? ResumesAt(DateTimeOffset now) => ByHand(now) is { } hand && !Held ? Next(hand.At) : null;

        /// <summary>The last thing that was put on air by hand, unless it was given back, or a slot has begun since and it is not held.</summary>
        private (string Act, StageId? Stage, long At)? ByHand(DateTimeOffset now) =>
            _acts is [.., { Act: not ("return" or "release") } last] && (Held || !(Next(last.At) <= now.ToUnixTimeMilliseconds())) ? last : null;

        private long? Next(long after) => slots.Where(slot => slot.Start > after).Select(slot => (long?)slot.Start).Min();

        private SlotFact? Slot(DateTimeOffset now) =>
            slots.LastOrDefault(slot => slot.Start <= now.ToUnixTimeMilliseconds() && now.ToUnixTimeMilliseconds() < slot.Start + slot.Duration);
    }
}
