using System.Text.Json;

namespace Broadcast.Api.Inbox;

/// <summary>Which entries to read.</summary>
/// <param name="After">The position behind which to begin; from the oldest that is kept when left out.</param>
/// <param name="Limit">Entries per page: 1-100, 50 when left out.</param>
internal sealed record InboxQuery(long? After, int? Limit);

/// <param name="Items">The oldest first.</param>
/// <param name="Next">The <c>after</c> of the next page; null on the last page.</param>
/// <param name="Last">The position of the newest entry; 0 when there never was one.</param>
/// <param name="Read">Up to where the person has read, on whichever device.</param>
internal sealed record InboxPage(IReadOnlyList<InboxItemView> Items, long? Next, long Last, long Read);

/// <param name="Position">1, 2, 3…, without holes but for what is not told at a screen that others read.</param>
/// <param name="Type">Such as <c>prize.won</c>. Pass over types that you do not know.</param>
/// <param name="At">When it was stored, Unix milliseconds.</param>
/// <param name="Data">What the type says. Of <c>prize.won</c>: the question, its stage and text, the prize's product card, and the rank in the draw. Of <c>prize.shipped</c>: the same without the rank, the carrier and its number.</param>
internal sealed record InboxItemView(long Position, string Type, long At, JsonElement Data)
{
    public static InboxItemView Of(InboxItem item)
    {
        using var data = JsonDocument.Parse(item.Document);
        return new(item.Position, item.Type, item.At.ToUnixTimeMilliseconds(), data.RootElement.Clone());
    }
}

/// <param name="Position">The newest entry that was read.</param>
internal sealed record InboxMark(long? Position);

/// <param name="Read">Up to where the person has read: another device may be further.</param>
internal sealed record InboxRead(long Read);
