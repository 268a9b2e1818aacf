using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Moderation;
using Broadcast.Chat.Quiz;
using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Tests.Moderation;
using StackExchange.Redis;
using TestKit;

namespace Broadcast.Chat.Tests.Live;

/// <summary>What a room shows stays in force as long as the room is there, however long ago it began.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class LastingPictureTests
{
    private static readonly RoomId Room = ChatFestival.Gushi.Room;
    private static readonly QuestionDraft Draft = new() { Text = "几只鹅？", Options = ["一", "二"], Answer = 0, Seconds = 60, Winners = 1 };

    [Test]
    public async Task A_node_that_starts_days_later_shows_what_the_others_show()
    {
        await using var festival = await ShowingAsync();
        var asked = await OpenAndCloseAsync(festival);
        foreach (var room in (RoomId[])[Room, ChatFestival.Relay])
            await ForgetEventsAsync(festival, room);

        await festival.AddNodeAsync();
        var fresh = festival.Nodes.Count - 1;

        foreach (var room in (RoomId[])[Room, ChatFestival.Relay])
        {
            var known = (await (await festival.UserAsync(festival.GuestToken("ann"))).JoinAsync(room)).Snapshot;
            var late = (await (await festival.UserAsync(festival.GuestToken("bob"), fresh)).JoinAsync(room)).Snapshot;
            Assert.Multiple(() =>
            {
                Assert.That(late.Pin?.Data, Is.InstanceOf<ProductPinned>(), room.Value);
                Assert.That(late.Pin, Is.EqualTo(known.Pin), room.Value);
                Assert.That(late.Mode, Is.EqualTo(known.Mode), room.Value);
                Assert.That(late.OnAir?.Offset, Is.EqualTo(known.OnAir?.Offset), room.Value);
                Assert.That(late.Questions.Select(item => (item.Type, item.Offset)), Is.EqualTo(known.Questions.Select(item => (item.Type, item.Offset))), room.Value);
                Assert.That(late.Questions.Select(item => item.Data).OfType<QuestionClosed>().Select(closed => closed.Id), Is.EqualTo([asked]), room.Value);
            });
        }
    }

    [Test]
    public async Task What_has_ended_is_not_shown_again_by_a_node_that_starts_later()
    {
        await using var festival = await ShowingAsync();
        var anchor = await festival.AnchorAsync(Room);
        await anchor.UnpinAsync(Room);
        await anchor.SetModeAsync(Room, RoomMode.Open);
        var first = await OpenAndCloseAsync(festival);
        await anchor.RevealAsync(first);
        var second = await OpenAndCloseAsync(festival);
        await anchor.RevealAsync(second);
        await ForgetEventsAsync(festival, Room);

        await festival.AddNodeAsync();
        var fresh = festival.Nodes.Count - 1;

        var late = (await (await festival.UserAsync(festival.GuestToken("bob"), fresh)).JoinAsync(Room)).Snapshot;
        Assert.Multiple(() =>
        {
            Assert.That(late.Pin, Is.Null);
            Assert.That(late.Mode, Is.EqualTo(RoomMode.Open));
            Assert.That(late.Questions.Select(item => item.Data).OfType<QuestionRevealed>().Select(revealed => revealed.Id), Is.EqualTo([second]));
            Assert.That(late.Questions.Select(item => item.Data).OfType<QuestionOpened>().Select(opened => opened.Id), Is.EqualTo([second]));
        });
    }

    [Test]
    public async Task All_that_a_picture_needs_lives_as_long_as_the_room()
    {
        await using var festival = await ShowingAsync();
        await OpenAndCloseAsync(festival);
        await using var redis = await festival.Redis.ConnectAsync();
        var database = redis.GetDatabase();
        var keys = new List<RedisKey>();
        await foreach (var key in redis.GetServers().Single().KeysAsync(pattern: $"{{{festival.Prefix}:*"))
            keys.Add(key);
        RedisKey[] parts = [.. keys.Where(key => Shown.Any(part => key.ToString().Contains($"}}:{part}", StringComparison.Ordinal)))];

        // As after a day and a half: each of them is about to go.
        foreach (var key in parts)
            await database.KeyExpireAsync(key, TimeSpan.FromMinutes(10));

        await Eventually.TrueAsync(
            async () =>
            {
                var left = await Task.WhenAll(parts.Select(key => database.KeyTimeToLiveAsync(key)));
                return left.All(time => time is null || time > TimeSpan.FromHours(1));
            },
            $"{string.Join(", ", parts)} live as long as their room");
        Assert.That(parts.Select(key => key.ToString()), Has.Some.EndsWith(":mode").And.Some.EndsWith(":pin").And.Some.EndsWith(":pins").And.Some.EndsWith(":entries"));
    }

    [Test]
    public async Task A_closed_question_waits_longer_than_the_room_lives_for_somebody_who_draws_it()
    {
        await using var festival = await ChatFestival.StartAsync();
        var anchor = await festival.AnchorAsync(Room);
        var asked = await anchor.AskAsync(Room, Draft);
        await (await festival.GuestAsync("ann", Room)).AnswerAsync(asked.Id, 0);
        await anchor.CloseAsync(asked.Id);
        await anchor.HearsAsync<QuestionClosed>();

        // The next beat gives the room's own keys their time again.
        await using var redis = await festival.Redis.ConnectAsync();
        var database = redis.GetDatabase();
        var meta = festival.Keys.Room(Room, "meta");
        await database.KeyExpireAsync(meta, TimeSpan.FromMinutes(10));
        await Eventually.TrueAsync(async () => await database.KeyTimeToLiveAsync(meta) > TimeSpan.FromHours(1), "a beat has passed");

        var window = QuestionStore.Ref(asked.Id, ChatFestival.Gushi);
        var left = new[] { await database.KeyTimeToLiveAsync(window.Key(festival.Keys)), await database.KeyTimeToLiveAsync(window.Entries(festival.Keys)) };
        Assert.That(left, Is.All.GreaterThan(TimeSpan.FromDays(29)));
    }

    [Test]
    public async Task A_room_that_nobody_has_entered_since_the_node_started_keeps_its_mode()
    {
        await using var festival = await ShowingAsync();
        await festival.KillNodeAsync(festival.Nodes[0]);
        await using var redis = await festival.Redis.ConnectAsync();
        var mode = new RedisKey($"{{{festival.Prefix}:{Room}}}:mode");
        await redis.GetDatabase().KeyExpireAsync(mode, TimeSpan.FromMinutes(10));

        await festival.AddNodeAsync();

        await Eventually.TrueAsync(async () => await redis.GetDatabase().KeyTimeToLiveAsync(mode) > TimeSpan.FromHours(1), "the mode lives as long as the room");
    }

    private static readonly string[] Shown = ["mode", "pin", "question:", "shown", "projection", "meta"];

    /// <summary>Staff only, a pin, and the stage is on air in the relay's room.</summary>
    private static async Task<ChatFestival> ShowingAsync()
    {
        var festival = await ChatFestival.StartAsync(draws: true);
        await festival.TakeAsync(ChatFestival.Gushi, 1000);
        var viewer = await festival.GuestAsync("rui", ChatFestival.Relay);
        var anchor = await festival.AnchorAsync(Room);
        await anchor.SetModeAsync(Room, RoomMode.Open with { Chat = ChatModes.Staff });
        await anchor.PinAsync(Room, ChatFestival.Goose);
        await viewer.HearsAsync<ProductPinned>();
        Assert.That(await Desk.CodesAsync(await festival.GuestAsync("ann", Room)), Is.EqualTo(["chat.staff_only"]));
        return festival;
    }

    /// <summary>A question with an answer that waits for its reveal.</summary>
    private static async Task<QuestionId> OpenAndCloseAsync(ChatFestival festival)
    {
        var relay = await festival.GuestAsync("cai", ChatFestival.Relay);
        var anchor = await festival.AnchorAsync(Room);
        var asked = await anchor.AskAsync(Room, Draft);
        await relay.AnswerAsync(asked.Id, 0);
        await anchor.CloseAsync(asked.Id);
        await relay.LearnsAsync<QuestionClosed>(closed => closed.Id == asked.Id);
        return asked.Id;
    }

    /// <summary>Removes the room's control events from its log, as their age does.</summary>
    private static async Task ForgetEventsAsync(ChatFestival festival, RoomId room)
    {
        await using var redis = await festival.Redis.ConnectAsync();
        var database = redis.GetDatabase();
        var meta = festival.Keys.Room(room, "meta");
        await database.ExecuteAsync("XTRIM", festival.Keys.Room(room, LogLane.Control), "MAXLEN", 0);
        await database.HashSetAsync(meta, "f", await database.HashGetAsync(meta, "s"));
    }
}
