using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Moderation;
using Broadcast.Chat.Tests.Moderation;
using TestKit;
using TestKit.Redis;

namespace Broadcast.Chat.Tests.Live;

/// <summary>Modes and pins come back from the database, through the facts, when Redis has lost them.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class StandingFactsTests
{
    private static readonly RoomId Room = ChatFestival.Gushi.Room;
    private static readonly RoomMode Closed = RoomMode.Open with { Chat = ChatModes.Staff };
    private static readonly PinId Pin = PinId.Parse("gushi.kept");

    [Test]
    public async Task What_the_facts_have_comes_back_once_and_not_when_the_room_has_something_newer()
    {
        await using var festival = await ChatFestival.StartAsync(nodes: 2);
        var ann = await festival.GuestAsync("ann", Room);
        var bob = await festival.GuestAsync("bob", Room, node: 1);
        var anchor = await festival.AnchorAsync(Room);

        await KeepAsync(festival, DateTimeOffset.UtcNow.AddMinutes(-1));
        foreach (var user in new[] { ann, bob })
        {
            await user.HearsAsync<RoomModeSet>(set => set.Mode == Closed);
            await user.HearsAsync<ProductPinned>(pinned => pinned.Pin == Pin);
        }

        var closed = await Desk.CodesAsync(ann, bob);
        await anchor.UnpinAsync(Room);
        await anchor.SetModeAsync(Room, RoomMode.Open);
        await ann.HearsAsync<RoomModeSet>(set => set.Mode == RoomMode.Open);
        // The facts are as they were; a node that has just read the log asks Redis in any case.
        await festival.AddNodeAsync();
        var fresh = festival.Nodes.Count - 1;
        var late = await (await festival.UserAsync(festival.GuestToken("cai"), fresh)).JoinAsync(Room);
        var open = await Desk.CodesAsync(ann, bob);

        Assert.Multiple(() =>
        {
            Assert.That(closed, Is.All.EqualTo("chat.staff_only"));
            Assert.That(open, Is.All.Null);
            Assert.That((late.Snapshot.Pin, late.Snapshot.Mode), Is.EqualTo(((RoomEvent?)null, RoomMode.Open)));
            Assert.That(ann.Events.Where(item => item.Data is not ChatSaid).Select(item => item.Type), Is.EquivalentTo(["room.mode", "pin", "unpin", "room.mode"]));
        });
    }

    [Test]
    public async Task What_was_ended_does_not_come_back_although_the_servers_clock_is_behind_the_facts()
    {
        await using var festival = await ChatFestival.StartAsync();
        var ann = await festival.GuestAsync("ann", Room);
        var anchor = await festival.AnchorAsync(Room);
        await KeepAsync(festival, DateTimeOffset.UtcNow.AddSeconds(8));
        await ann.HearsAsync<RoomModeSet>();
        await ann.HearsAsync<ProductPinned>();

        await anchor.UnpinAsync(Room);
        await anchor.SetModeAsync(Room, RoomMode.Open);
        await ann.HearsAsync<RoomModeSet>(set => set.Mode == RoomMode.Open);
        // A node that has just read the log asks Redis in any case, and answers afterwards.
        await festival.AddNodeAsync();
        var bob = await festival.UserAsync(festival.GuestToken("bob"), node: 1);
        await bob.JoinAsync(Room);
        await bob.SayAsync("hello");
        await ann.HearsAsync<ChatSaid>();

        Assert.That(ann.Events.Where(item => item.Data is not ChatSaid).Select(item => item.Type), Is.EquivalentTo(["room.mode", "pin", "unpin", "room.mode"]));
    }

    [Test]
    public async Task A_closed_room_stays_closed_from_the_moment_in_which_Redis_loses_everything()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var festival = await ChatFestival.StartAsync(redis: redis);
        var ann = await festival.GuestAsync("ann", Room);
        await KeepAsync(festival, DateTimeOffset.UtcNow);
        await ann.HearsAsync<RoomModeSet>();

        await using (var client = await redis.ConnectAsync())
            await client.GetServers().Single().FlushAllDatabasesAsync();

        var codes = new HashSet<string?>(StringComparer.Ordinal);
        await Eventually.TrueAsync(
            async () =>
            {
                codes.UnionWith(await Desk.CodesAsync(ann));
                var shown = (await ann.JoinAsync(Room)).Snapshot;
                return ann.Resyncs > 0 && shown is { Pin: not null, Mode.Chat: ChatModes.Staff };
            },
            "the room shows again what it showed");
        Assert.That(codes, Is.EqualTo(["chat.staff_only"]));
    }

    private static Task KeepAsync(ChatFestival festival, DateTimeOffset at)
    {
        var since = at.ToUnixTimeMilliseconds();
        return festival.ChangeFactsAsync(facts => facts with
        {
            Modes = [new ModeFact { Room = Room, Mode = Closed, Since = since }],
            Pins = [new PinFact { Stage = ChatFestival.Gushi, Pin = Pin, Product = facts.Products[0], Since = since }],
        });
    }
}
