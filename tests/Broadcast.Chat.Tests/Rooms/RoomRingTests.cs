using Broadcast.Chat.Contracts;
using Broadcast.Chat.Rooms.Live;
using CsCheck;

namespace Broadcast.Chat.Tests.Rooms;

public sealed class RoomRingTests
{
    /// <summary>Whatever was added with whatever holes, the ring gives all events behind an offset that is not below its floor.</summary>
    [Test]
    public void Nothing_behind_the_floor_is_missing() =>
        Gen.Select(Gen.Int[1, 20], Gen.Int[1, 4].Array[0, 60], Gen.Int[0, 200]).Sample((capacity, steps, after) =>
        {
            var ring = new RoomRing(capacity, 0);
            var all = new List<long>();
            foreach (var step in steps)
            {
                all.Add((all.Count == 0 ? 0 : all[^1]) + step);
                ring.Add(new RoomEvent { Offset = all[^1], Type = EventTypes.Chat, At = 0, Data = new ChatSaid { Text = "" } });
            }

            var expected = all.Where(offset => offset > Math.Max(after, ring.Floor));
            return ring.After(Math.Max(after, ring.Floor)).Select(item => item.Offset).SequenceEqual(expected)
                && ring.Count == Math.Min(capacity, all.Count)
                && all.Count(offset => offset > ring.Floor) == ring.Count;
        });
}
