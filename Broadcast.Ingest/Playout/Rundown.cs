using Broadcast.Chat.Contracts.Facts;

namespace Broadcast.Ingest.Playout;

/// <summary>A relay's slots, and which of them is on or comes next at an instant.</summary>
internal sealed class Rundown(IReadOnlyList<SlotFact> slots)
{
    private readonly SlotFact[] _slots = [.. slots.OrderBy(slot => slot.Start)];

    public static Rundown Empty { get; } = new([]);

    /// <summary>The slot that is on; where slots overlap, the one that began last. Null between slots.</summary>
    public SlotFact? At(DateTimeOffset now)
    {
        var instant = now.ToUnixTimeMilliseconds();
        return _slots.LastOrDefault(slot => slot.Start <= instant && instant < slot.Start + slot.Duration);
    }

    /// <summary>The next slot to begin; null after the last.</summary>
    public SlotFact? NextAfter(DateTimeOffset now)
    {
        var instant = now.ToUnixTimeMilliseconds();
        return _slots.FirstOrDefault(slot => slot.Start > instant);
    }

    /// <summary>True when a slot has begun after <paramref name="after"/>, so that a take made then has ended.</summary>
    public bool BeganBetween(DateTimeOffset after, DateTimeOffset now) =>
        _slots.Any(slot => slot.Start > after.ToUnixTimeMilliseconds() && slot.Start <= now.ToUnixTimeMilliseconds());

    /// <summary>When the result of <see cref="At"/> may change next; null if it will not.</summary>
    public DateTimeOffset? NextChange(DateTimeOffset now)
    {
        var instant = now.ToUnixTimeMilliseconds();
        var next = long.MaxValue;
        foreach (var slot in _slots)
        {
            if (slot.Start > instant)
                next = Math.Min(next, slot.Start);
            else if (slot.Start + slot.Duration > instant)
                next = Math.Min(next, slot.Start + slot.Duration);
        }

        return next == long.MaxValue ? null : DateTimeOffset.FromUnixTimeMilliseconds(next);
    }
}
