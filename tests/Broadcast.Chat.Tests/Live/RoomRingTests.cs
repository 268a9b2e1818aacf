using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Live;
using CsCheck;

namespace Broadcast.Chat.Tests.Live;

public sealed class RoomRingTests
{
    /// <summary>However much chat there is, the ring returns all control events after its floor and the newest chat, in order.</summary>
    [Test]
    public void No_control_event_after_the_floor_is_missing() =>
        Gen.Select(Gen.Int[1, 20], Gen.Select(Gen.Int[1, 4], Gen.Bool).Array[0, 80], Gen.Int[0, 250]).Sample((capacity, steps, after) =>
        {
            var ring = new RoomRing(capacity);
            var all = new List<RoomEvent>();
            foreach (var (step, chat) in steps)
            {
                var offset = (all.Count == 0 ? 0 : all[^1].Offset) + step;
                all.Add(chat ? Chat(offset) : Slate(offset));
                ring.Add(all[^1]);
            }

            var control = all.Where(item => item.Type != EventTypes.Chat && item.Offset > Math.Max(after, ring.Floor));
            var chatKept = all.Where(item => item.Type == EventTypes.Chat).TakeLast(capacity).Where(item => item.Offset > Math.Max(after, ring.Floor));
            return ring.After(Math.Max(after, ring.Floor)).SequenceEqual(control.Concat(chatKept).OrderBy(item => item.Offset))
                && all.Count(item => item.Type != EventTypes.Chat && item.Offset > ring.Floor) <= capacity;
        });

    private static RoomEvent Chat(long offset) => new() { Offset = offset, Type = EventTypes.Chat, At = 0, Data = new ChatSaid { Text = "" } };

    private static RoomEvent Slate(long offset) => new() { Offset = offset, Type = EventTypes.Slate, At = 0, Data = new SlateShown { Showing = true } };
}
