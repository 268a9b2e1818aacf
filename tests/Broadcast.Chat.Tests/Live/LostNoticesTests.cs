using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Tests.Rooms.Log;
using Microsoft.Extensions.DependencyInjection;
using TestKit;
using TestKit.Redis;

namespace Broadcast.Chat.Tests.Live;

[Parallelizable(ParallelScope.All)]
public sealed class LostNoticesTests
{
    [Test]
    public async Task Events_whose_notice_nobody_got_are_heard_at_the_next_beat()
    {
        await using var festival = await ChatFestival.StartAsync(settings: [("Rooms:Beat", "00:00:01")]);
        var room = ChatFestival.Gushi.Room;
        var ann = await festival.GuestAsync("ann", room);
        await using var redis = await festival.Redis.ConnectAsync();
        var database = redis.GetDatabase();

        // Writes what the scripts write, but publishes no notice.
        await database.HashSetAsync(festival.Keys.Room(room, "meta"), "s", 2);
        foreach (var id in (string[])["1-0", "2-0"])
            await database.StreamAddAsync(festival.Keys.Room(room, LogLane.Control), [new("a", 1), new("t", "\"type\":\"slate\",\"data\":{\"showing\":true}}")], id);

        await Eventually.TrueAsync(() => ann.Position!.Offset == 2, "the beat finds them");
        Assert.Multiple(() =>
        {
            Assert.That(ann.Heard<SlateShown>().Count(), Is.EqualTo(2));
            Assert.That(ann.Faults, Is.Empty);
            Assert.That(ann.Resyncs, Is.Zero);
        });
    }

    [Test]
    public async Task A_killed_subscription_costs_no_event_and_is_made_again()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var festival = await ChatFestival.StartAsync(redis: redis, settings: [("Rooms:Beat", "00:00:01")]);
        var room = ChatFestival.Gushi.Room;
        var ann = await festival.GuestAsync("ann", room);
        var log = festival.Services.GetRequiredService<RoomLog>();
        var channel = (string)festival.Keys.RoomChannel(room, RoomLog.Topic)!;

        for (var i = 0; i < 5; i++)
        {
            await redis.AskAsync("CLIENT", "KILL", "TYPE", "pubsub");
            await log.AppendAsync(room, LogLane.Control, [SomeEvent.Of(new SlateShown { Showing = i % 2 == 0 })]);
            await Eventually.TrueAsync(() => ann.Position!.Offset == i + 1, "the event is heard");
        }

        await Eventually.TrueAsync(async () => (long)((StackExchange.Redis.RedisResult[])(await redis.AskAsync("PUBSUB", "NUMSUB", channel))!)[1] > 0, "the room is followed again");
        Assert.That(ann.Faults, Is.Empty);
        Assert.That(ann.Resyncs, Is.Zero);
    }
}
