using System.Security.Cryptography;
using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Text;

namespace Broadcast.Api.Rundown;

/// <summary>Reads and checks a whole plan. Slots without an id get a random one.</summary>
internal static class RundownPlan
{
    public const int MostSlots = 500;
    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(5);
    public static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    public static Result<IReadOnlyList<SlotFact>> Read(IReadOnlyList<SlotDraft?>? drafts, IReadOnlySet<StageId> stages)
    {
        if (drafts is null || drafts.Count > MostSlots)
            return RundownErrors.Invalid($"'slots' must be a list of at most {MostSlots}.");

        var slots = new List<SlotFact>(drafts.Count);
        foreach (var draft in drafts)
        {
            if (draft is null)
                return RundownErrors.Invalid($"'slots[{slots.Count}]' must be a slot.");
            var read = Read(draft, stages);
            if (read.Failed)
                return read.Error;
            slots.Add(read.Value);
        }

        if (slots.DistinctBy(slot => slot.Id).Count() != slots.Count)
            return RundownErrors.Invalid("Two slots have the same id.");
        slots.Sort((one, other) => one.Start.CompareTo(other.Start));
        for (var i = 1; i < slots.Count; i++)
            if (slots[i - 1].Start + slots[i - 1].Duration > slots[i].Start)
                return RundownErrors.Overlap(slots[i - 1].Title, slots[i].Title);
        return slots;
    }

    public static SlotId NewId() => SlotId.Parse($"s-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}");

    private static Result<SlotFact> Read(SlotDraft draft, IReadOnlySet<StageId> stages)
    {
        SlotId id;
        if (string.IsNullOrEmpty(draft.Id))
            id = NewId();
        else if (!SlotId.TryParse(draft.Id, null, out id))
            return RundownErrors.Invalid("A slot's 'id' must have 1-128 characters without quotes, braces, slashes or blanks, or be left out.");
        if (!StageId.TryParse(draft.Stage, null, out var stage) || !stages.Contains(stage))
            return UnknownErrors.Stage.With($"The festival has no stage '{draft.Stage}'.");
        if (PlainLine.Read(draft.Title, 80) is not { } title)
            return RundownErrors.Invalid("A slot's 'title' must have 1-80 characters.");
        if (PlainLine.ReadOptional(draft.TitleEn, 80) is not { } titleEn)
            return RundownErrors.Invalid("A slot's 'titleEn' must have at most 80 characters, or be left out.");
        if (draft.Start is not { } start || start.Year is < 2000 or > 2200)
            return RundownErrors.Invalid("A slot's 'start' must be an ISO 8601 instant in the years 2000 to 2200.");
        if (draft.Duration is not { } seconds || !(seconds >= Shortest.TotalSeconds && seconds <= Longest.TotalSeconds))
            return RundownErrors.Invalid($"A slot's 'duration' must be {Shortest.TotalSeconds}-{Longest.TotalSeconds} seconds.");

        return new SlotFact
        {
            Id = id,
            Stage = stage,
            Title = title,
            TitleEn = titleEn.Length == 0 ? null : titleEn,
            Start = start.ToUnixTimeMilliseconds(),
            Duration = (long)(seconds * 1000),
        };
    }
}
