using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Tests.Live.Troubles;
using Broadcast.Chat.Tests.Rooms.Log;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using TestKit;
using TestKit.Redis;
using TestKit.Rooms;

namespace Broadcast.Chat.Tests.Live;

/// <summary>A Redis that comes back, or another that takes over, without the newest events.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class LostTailTests
{
    private static readonly RoomId Room = ChatFestival.Gushi.Room;

    [Test]
    public async Task Lost_events_and_their_replacements_have_different_epochs_even_when_the_log_outgrew_the_loss_unseen()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var festival = await ChatFestival.StartAsync(redis: redis, settings: [("Rooms:Beat", "00:00:02")]);
        var sightings = new Sightings();
        await using var ann = new TroubledViewer(() => new Uri(festival.Address(), "/hubs/room"), festival.GuestToken("ann"), Room, sightings);
        var log = festival.Services.GetRequiredService<RoomLog>();
        await Eventually.TrueAsync(() => ann.Position is not null, "the viewer is in the room");
        await log.AppendAsync(Room, LogLane.Control, Slates(3));
        redis.Keep();
        await log.AppendAsync(Room, LogLane.Control, [SomeEvent.Of(new StageOnAir { Stage = ChatFestival.Gushi })]);
        await Eventually.TrueAsync(() => ann.Position!.Offset == 4, "the viewer has heard what will be lost");
        var before = ann.Position!;

        await redis.KillAsync();
        await redis.StartOnKeptAsync();
        // Another service, which knows nothing of the lost events, appends before the node notices the loss.
        await using var other = await ChatFestival.StartAsync(redis: redis, settings: [("Redis:Prefix", festival.Prefix)]);
        await other.Services.GetRequiredService<RoomLog>().AppendAsync(Room, LogLane.Control, Slates(5));

        await Eventually.TrueAsync(() => ann.Resyncs.Count > 0 && ann.Position!.Offset == 8, "the viewer resyncs and goes on");
        var bob = await festival.UserAsync(festival.GuestToken("bob"));
        var late = await JoinAsync(bob, before);
        var early = await JoinAsync(bob, before with { Offset = 3 });
        Assert.Multiple(() =>
        {
            Assert.That(ann.Joined.Snapshot.OnAir, Is.Null, "nobody shows the lost event");
            Assert.That(sightings.Faults, Is.Empty);
            Assert.That(late.Resync, Is.True);
            Assert.That(early.Resync, Is.True, "a node that knew of the loss makes everyone resync");
        });
    }

    [Test]
    public async Task A_viewer_who_had_not_heard_the_lost_events_resumes_without_a_resync_when_no_node_knows_of_the_loss()
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

    private static NewEvent[] Slates(int count) => [.. Enumerable.Range(0, count).Select(i => SomeEvent.Of(new SlateShown { Showing = i % 2 == 0 }))];
}
