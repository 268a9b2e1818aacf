using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Moderation;
using Broadcast.Chat.Rooms.Log;
using TestKit;
using TestKit.Redis;
using TestKit.Rooms;

namespace Broadcast.Chat.Tests.Spine.Redis;

/// <summary>The whole service on each form of Redis that a connection string may name.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class RedisFormsTests
{
    private static readonly QuestionDraft Draft = new() { Text = "几只鹅？", Options = ["一", "二"], Answer = 0, Seconds = 60, Winners = 1 };

    [Test]
    public async Task A_festival_runs_on_a_cluster_and_its_rooms_are_announced_on_sharded_channels()
    {
        await using var cluster = await RedisCluster.StartAsync();
        await using var festival = await ChatFestival.StartAsync(nodes: 2, draws: true, settings: [("ConnectionStrings:Redis", cluster.ConnectionString)]);

        await RunFestivalAsync(festival);

        var roomChannels = 0L;
        foreach (var server in cluster.Servers)
        {
            var channels = (string[])(await server.AskAsync("PUBSUB", "SHARDCHANNELS"))!;
            roomChannels += channels.Count(channel => channel.EndsWith($":{RoomLog.Topic}", StringComparison.Ordinal));
            Assert.That((string[])(await server.AskAsync("PUBSUB", "CHANNELS", $"*:{RoomLog.Topic}"))!, Is.Empty);
        }

        Assert.That(roomChannels, Is.EqualTo(3), "a channel for each room");
    }

    [Test]
    public async Task A_festival_runs_on_the_primary_that_Sentinel_names()
    {
        await using var pair = await RedisPair.StartAsync();
        await using var festival = await ChatFestival.StartAsync(nodes: 2, draws: true, settings: [("ConnectionStrings:Redis", pair.ConnectionString)]);

        await RunFestivalAsync(festival);
    }

    [Test]
    public async Task A_node_that_starts_before_any_Sentinel_answers_waits_for_one()
    {
        await using var pair = await RedisPair.StartUnwatchedAsync();
        var starting = ChatFestival.StartAsync(settings: [("ConnectionStrings:Redis", pair.ConnectionString)]);
        var first = await Task.WhenAny(starting, Task.Delay(TimeSpan.FromSeconds(1)));
        await pair.WatchAsync();
        await using var festival = await starting;

        Assert.That(first, Is.Not.SameAs(starting), "without a Sentinel the node has no facts");
        var ann = await festival.PersonAsync("ann", ChatFestival.Gushi.Room);
        await ann.SayAsync("here");
        await ann.HearsAsync<ChatSaid>();
    }

    [Test]
    public async Task A_room_goes_on_when_its_cluster_slot_moves()
    {
        await using var cluster = await RedisCluster.StartAsync();
        await using var festival = await ChatFestival.StartAsync(nodes: 2, settings: [("ConnectionStrings:Redis", cluster.ConnectionString)]);
        var room = ChatFestival.Gushi.Room;
        var ann = await festival.PersonAsync("ann", room, node: 0);
        var anchor = await festival.AnchorAsync(room, node: 1);
        await anchor.PinAsync(room, ChatFestival.Goose);
        await ann.HearsAsync<ProductPinned>();
        var meta = festival.Keys.Room(room, "meta");
        var (home, _) = await cluster.HomeOfAsync(meta);
        var next = cluster.Servers.First(server => server != home);

        await cluster.MoveAsync(meta, next);
        await Eventually.TrueAsync(async () => await RoomUser.CodeOfAsync(ann.SayAsync("here", "m-1")) is null, "the room can be spoken in");
        await Eventually.TrueAsync(async () => await RoomUser.CodeOfAsync(anchor.PinAsync(room, ChatFestival.Mushroom, "p-2")) is null, "and pinned in");

        await ann.HearsAsync<ProductPinned>(pinned => pinned.Product.Id == ChatFestival.Mushroom);
        await anchor.HearsAsync<ChatSaid>();
        await Eventually.TrueAsync(
            async () => ((string[])(await next.AskAsync("PUBSUB", "SHARDCHANNELS"))!).Contains((string)festival.Keys.RoomChannel(room, RoomLog.Topic)!),
            "the nodes are subscribed where the room is now");
        Assert.Multiple(() =>
        {
            Assert.That(ann.Resyncs + anchor.Resyncs, Is.Zero);
            Assert.That(ann.Heard<ProductPinned>().Count(), Is.EqualTo(2));
            Assert.That(ann.Faults.Concat(anchor.Faults), Is.Empty);
        });
    }

    /// <summary>Runs a pin, chat, a question with its draw, the relay's copies of them, and a ban in all rooms, on two nodes.</summary>
    private static async Task RunFestivalAsync(ChatFestival festival)
    {
        await festival.TakeAsync(ChatFestival.Gushi, 1000);
        var ann = await festival.PersonAsync("ann", ChatFestival.Gushi.Room, node: 0);
        var rui = await festival.PersonAsync("rui", ChatFestival.Relay, node: 0);
        var cai = await festival.PersonAsync("cai", ChatFestival.Zhanyi.Room, node: 1);
        var anchor = await festival.AnchorAsync(ChatFestival.Gushi.Room, node: 1);

        await anchor.PinAsync(ChatFestival.Gushi.Room, ChatFestival.Goose);
        await ann.SayAsync("早上好");
        await cai.SayAsync("elsewhere");
        var asked = await anchor.AskAsync(ChatFestival.Gushi.Room, Draft);
        await ann.HearsAsync<QuestionOpened>();
        await ann.AnswerAsync(asked.Id, 0);
        await anchor.CloseAsync(asked.Id);
        await anchor.RevealAsync(asked.Id);

        await ann.HearsAsync<ProductPinned>();
        await anchor.HearsAsync<ChatSaid>();
        await cai.HearsAsync<ChatSaid>();
        await ann.HearsAsync<QuestionRevealed>(revealed => revealed.Winners.Single().Name == "ann");
        await rui.LearnsAsync<QuestionRevealed>();
        var operating = await festival.UserAsync(festival.OperatorToken);
        await operating.RestrictAsync(ChatFestival.Relay, ViewerId.Parse("person:cai"), new RestrictionDraft { Kind = RestrictionKinds.Ban });
        Assert.That(await RoomUser.CodeOfAsync(cai.SayAsync("from another slot")), Is.EqualTo("chat.banned"));
        await Eventually.TrueAsync(() => ann.Counts!.Viewers == 2 && anchor.Counts!.Viewers == 2, "both nodes count both");
        Assert.Multiple(() =>
        {
            Assert.That(rui.Heard<ProductPinned>().Concat(rui.Snapshot?.Pin is { Data: ProductPinned pin } ? [pin] : []), Is.Not.Empty);
            Assert.That(ann.Faults.Concat(anchor.Faults).Concat(rui.Faults).Concat(cai.Faults), Is.Empty);
            Assert.That(ann.Resyncs + anchor.Resyncs + rui.Resyncs + cai.Resyncs, Is.Zero);
        });
    }
}
