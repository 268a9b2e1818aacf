using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using StackExchange.Redis;
using TestKit;

namespace Broadcast.Chat.Tests.Rooms.Log;

/// <summary>Events are stamped in the order of the log, also when the clock of Redis is set back.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class LogClockTests
{
    private static readonly RoomId Room = ChatFestival.Gushi.Room;

    [Test]
    public async Task A_clock_that_was_set_back_a_little_stands_still_until_it_has_caught_up()
    {
        await using var festival = await ChatFestival.StartAsync();
        var ann = await festival.GuestAsync("ann", Room);
        await ann.SayAsync("before");
        await ann.HearsAsync<ChatSaid>();

        var ahead = await MoveLastWriteAsync(festival, TimeSpan.FromSeconds(5));
        await ann.SayAsync("after");
        await ann.HearsAsync<ChatSaid>(said => said.Text == "after");

        Assert.That(ann.Events[^1].At, Is.EqualTo(ahead));
        Assert.That(ann.Resyncs, Is.Zero);
    }

    [Test]
    public async Task A_clock_that_was_set_back_far_makes_everyone_resync_and_goes_on_from_there()
    {
        await using var festival = await ChatFestival.StartAsync();
        var anchor = await festival.AnchorAsync(Room);
        await anchor.PinAsync(Room, ChatFestival.Goose);
        await anchor.HearsAsync<ProductPinned>();

        var ahead = await MoveLastWriteAsync(festival, TimeSpan.FromHours(1));

        await Eventually.TrueAsync(() => anchor.Resyncs == 1, "everyone resyncs");
        await anchor.SayAsync("after");
        await anchor.HearsAsync<ChatSaid>();
        Assert.Multiple(() =>
        {
            Assert.That(anchor.Events[^1].At, Is.LessThan(ahead));
            Assert.That(anchor.Position!.Offset, Is.EqualTo(2));
            Assert.That(anchor.Snapshot!.Pin?.Data, Is.InstanceOf<ProductPinned>());
            Assert.That(anchor.Faults, Is.Empty);
        });
    }

    /// <summary>Moves the time of the log's last write forward, as if the clock had been ahead, and returns it (Unix ms).</summary>
    private static async Task<long> MoveLastWriteAsync(ChatFestival festival, TimeSpan by)
    {
        await using var redis = await festival.Redis.ConnectAsync();
        var at = DateTimeOffset.FromUnixTimeMilliseconds((long)await redis.GetDatabase().HashGetAsync(festival.Keys.Room(Room, "meta"), "a")) + by;
        await redis.GetDatabase().HashSetAsync(festival.Keys.Room(Room, "meta"), [new HashEntry("a", at.ToUnixTimeMilliseconds())]);
        return at.ToUnixTimeMilliseconds();
    }
}
