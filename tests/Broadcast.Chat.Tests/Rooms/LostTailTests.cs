using Broadcast.Chat.Contracts;
using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Tests.Rooms.Troubles;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using TestKit;
using TestKit.Redis;

namespace Broadcast.Chat.Tests.Rooms;

/// <summary>A Redis that comes back, or another that takes over, without the newest events.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class LostTailTests
{
    private static readonly RoomId Room = ChatFestival.Gushi.Room;

    [Test]
    public async Task What_was_lost_and_what_came_instead_have_different_epochs_though_the_log_grew_past_it_unseen()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var festival = await ChatFestival.StartAsync(redis: redis, settings: [("Rooms:Beat", "00:00:02")]);
        var sightings = new Sightings();
        await using var ann = new TroubledViewer(() => new Uri(festival.Address(), "/hubs/room"), festival.GuestToken("ann"), Room, sightings);
        var log = festival.Services.GetRequiredService<RoomLog>();
        await Eventually.TrueAsync(() => ann.Position is not null, "the viewer is in the room");
        await log.AppendAsync(Room, LogLane.Control, Slates(3));
        redis.Keep();
        await log.AppendAsync(Room, LogLane.Control, [new NewEvent(new StageOnAir { Stage = ChatFestival.Gushi })]);
        await Eventually.TrueAsync(() => ann.Position!.Offset == 4, "the viewer has heard what will be lost");
        var before = ann.Position!;

        await redis.KillAsync();
        await redis.StartOnKeptAsync();
        // A service that knows nothing of what was lost, and is faster than the node.
        await using var other = await ChatFestival.StartAsync(redis: redis, settings: [("Redis:Prefix", festival.Prefix)]);
        await other.Services.GetRequiredService<RoomLog>().AppendAsync(Room, LogLane.Control, Slates(5));

        await Eventually.TrueAsync(() => ann.Resyncs.Count > 0 && ann.Position!.Offset == 8, "the viewer is told to resync and goes on");
        var bob = await festival.UserAsync(festival.GuestToken("bob"));
        var late = await JoinAsync(bob, before);
        var early = await JoinAsync(bob, before with { Offset = 3 });
        Assert.Multiple(() =>
        {
            Assert.That(ann.Joined.Snapshot.OnAir, Is.Null, "nobody shows what was lost");
            Assert.That(sightings.Faults, Is.Empty);
            Assert.That(late.Resync, Is.True);
            Assert.That(early.Resync, Is.True, "a node that knew of the loss makes everyone resync");
        });
    }

    [Test]
    public async Task Who_had_not_heard_what_was_lost_goes_on_without_a_resync_when_nobody_knows_of_it()
    {
        await using var redis = await RedisServer.StartAsync();
        Position before;
        string prefix;
        await using (var gone = await ChatFestival.StartAsync(redis: redis))
        {
            prefix = gone.Prefix;
            var log = gone.Services.GetRequiredService<RoomLog>();
            await log.AppendAsync(Room, LogLane.Control, Slates(3));
            redis.Keep();
            var ann = await gone.GuestAsync("ann", Room);
            before = ann.Position!;
            await log.AppendAsync(Room, LogLane.Control, Slates(2));
        }

        await redis.KillAsync();
        await redis.StartOnKeptAsync();
        await using var festival = await ChatFestival.StartAsync(redis: redis, settings: [("Redis:Prefix", prefix)]);
        await festival.Services.GetRequiredService<RoomLog>().AppendAsync(Room, LogLane.Control, Slates(4));
        var user = await festival.UserAsync(festival.GuestToken("ann"));
        var resumed = await JoinAsync(user, before);
        var lost = await JoinAsync(user, before with { Offset = 5 });

        Assert.Multiple(() =>
        {
            Assert.That(resumed.Resync, Is.False);
            Assert.That(resumed.Events.Select(item => item.Offset), Is.EqualTo(new[] { 4, 5, 6, 7 }));
            Assert.That(lost.Resync, Is.True);
        });
    }

    private static Task<JoinResult> JoinAsync(RoomUser user, Position position) => user.Connection.InvokeAsync<JoinResult>("Join", Room, position);

    private static NewEvent[] Slates(int count) => [.. Enumerable.Range(0, count).Select(i => new NewEvent(new SlateShown { Showing = i % 2 == 0 }))];
}
