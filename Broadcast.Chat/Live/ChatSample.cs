using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Tokens;

namespace Broadcast.Chat.Live;

/// <summary>
/// Chooses which chat messages of a frame to show when there are too many: all messages of staff first, then one of each person, then a
/// second of each, so that frequent writers do not crowd out the others. Within a round a hash of the offset decides: it favours nobody
/// and gives every viewer the same choice.
/// </summary>
internal static class ChatSample
{
    /// <summary>Keeps at most <paramref name="limit"/> chat messages in <paramref name="events"/>; other events stay. O(n log n).</summary>
    public static void Cut(List<RoomEvent> events, int limit)
    {
        var chat = events.Count(IsChat);
        if (chat <= limit)
            return;

        var rounds = new Dictionary<ViewerId, int>();
        var ranked = new List<(int Round, ulong Lot, long Offset)>(chat);
        foreach (var item in events.Where(IsChat))
            ranked.Add(Rank(item, rounds));

        ranked.Sort();
        var kept = ranked.Take(limit).Select(item => item.Offset).ToHashSet();
        events.RemoveAll(item => IsChat(item) && !kept.Contains(item.Offset));
    }

    /// <summary>The rank of the next message; lower ranks are shown first.</summary>
    /// <param name="item">The message.</param>
    /// <param name="rounds">Counts each person's messages so far; updated.</param>
    public static (int Round, ulong Lot, long Offset) Rank(RoomEvent item, Dictionary<ViewerId, int> rounds)
    {
        var round = 0;
        if (item.By is { Role: null or Caller.SiteBadge } by)
            rounds[by.Id] = round = rounds.GetValueOrDefault(by.Id) + 1;
        return (round, Lot(item.Offset), item.Offset);
    }

    private static bool IsChat(RoomEvent item) => item.Type == EventTypes.Chat;

    /// <summary>The finalizer of SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014).</summary>
    private static ulong Lot(long offset)
    {
        var z = (ulong)offset + 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
