using Broadcast.Chat.Contracts;
using Broadcast.Chat.Tokens;

namespace Broadcast.Chat.Rooms.Live;

/// <summary>
/// Which chat messages of a frame are shown when there are too many: first all of staff, then one of each person, then a second of each,
/// so that who writes most does not crowd out the others. Within a round a hash of the offset decides, which favours nobody and gives
/// every member of the room the same choice.
/// </summary>
internal static class ChatSample
{
    /// <summary>Leaves <paramref name="limit"/> of the chat messages in <paramref name="events"/>; what is not chat stays. O(n log n).</summary>
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

    /// <summary>The place of the next message: lower ones are shown first. <paramref name="rounds"/> counts each person's messages so far.</summary>
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
