using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Moderation;
using Broadcast.Chat.Contracts.Outcomes;
using Broadcast.Chat.Spine.Tokens;
using Broadcast.Chat.Tests.Control;
using TestKit;
using TestKit.Redis;
using TestKit.Rooms;

namespace Broadcast.Chat.Tests.Outcomes;

[Parallelizable(ParallelScope.Self)]
public sealed class SlotDownTests
{
    private static readonly QuestionDraft Draft = new() { Text = "几只鹅？", Options = ["一", "二"], Answer = 0, Seconds = 3, Winners = 1 };

    [Test]
    public async Task A_slot_that_is_down_stops_only_its_own_rooms()
    {
        await using var cluster = await StartAsync();
        var (prefix, dead) = await ApartAsync(cluster);
        await using var festival = await ChatFestival.StartAsync(
            redis: cluster.Servers[0], draws: true, settings: [("ConnectionStrings:Redis", cluster.ConnectionString), ("Redis:Prefix", prefix)]);
        var anchor = await festival.AnchorAsync(ChatFestival.Zhanyi.Room);
        var ann = await festival.PersonAsync("ann", ChatFestival.Zhanyi.Room);

        await dead.KillAsync();
        var asked = await anchor.AskAsync(ChatFestival.Zhanyi.Room, Draft);
        await ann.AnswerAsync(asked.Id, 0);
        // Nobody closes it: the clock does, while the slot of the other stage does not answer.
        await anchor.HearsAsync<QuestionClosed>(closed => closed.Id == asked.Id);
        await Eventually.TrueAsync(() => festival.Kept.Outcomes.OfType<QuestionSettled>().Any(), "the question is drawn");
        await anchor.RevealAsync(asked.Id);
        await ann.HearsAsync<QuestionRevealed>(revealed => revealed.Winners.Single().Name == "ann");
    }

    [Test]
    public async Task People_talk_in_the_relays_room_while_the_slot_of_the_stage_on_air_is_down()
    {
        await using var cluster = await StartAsync();
        var (prefix, dead) = await ApartAsync(cluster);
        await using var festival = await ChatFestival.StartAsync(
            redis: cluster.Servers[0], settings: [("ConnectionStrings:Redis", cluster.ConnectionString), ("Redis:Prefix", prefix)]);
        await festival.TakeAsync(ChatFestival.Gushi, 1000);
        var ann = await festival.PersonAsync("ann", ChatFestival.Relay);
        await Eventually.TrueAsync(async () => (await ann.JoinAsync(ChatFestival.Relay)).Snapshot.OnAir is not null, "the relay's room shows the stage");

        await dead.KillAsync();

        await Eventually.TrueAsync(async () => await RoomUser.CodeOfAsync(ann.SayAsync("hello")) is null, "the room takes the message");
        await ann.HearsAsync<ChatSaid>(chat => chat.Text == "hello");
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task The_reports_of_the_other_stages_and_their_alarms_still_reach_staff(bool sleeps)
    {
        await using var cluster = await StartAsync(declaresDead: false);

        var (prefix, dead) = await ApartAsync(cluster);
        await using var festival = await ChatFestival.StartAsync(
            redis: cluster.Servers[0],
            settings: [("ConnectionStrings:Redis", cluster.ConnectionString), ("Redis:Prefix", prefix), ("Rooms:OutcomeAlarm", "00:00:00.200")]);
        var anchor = await festival.AnchorAsync(ChatFestival.Zhanyi.Room);

        if (sleeps)
            dead.Freeze();
        else
            await dead.KillAsync();
        var alarms = await StageAlarms.HearAsync(festival, ChatFestival.Zhanyi);
        await anchor.PinAsync(ChatFestival.Zhanyi.Room, ChatFestival.Goose);
        await anchor.UnpinAsync(ChatFestival.Zhanyi.Room);
        await Eventually.TrueAsync(() => alarms.LastOrDefault() == "outcomes.waiting", "staff are told");
        if (sleeps)
            dead.Thaw();
    }

    [Test]
    public async Task A_ban_of_all_rooms_and_its_lift_reach_the_others_and_may_be_repeated()
    {
        await using var cluster = await StartAsync(declaresDead: false, durable: true);

        var (prefix, dead) = await ApartAsync(cluster);
        await using var festival = await ChatFestival.StartAsync(
            redis: cluster.Servers[0], settings: [("ConnectionStrings:Redis", cluster.ConnectionString), ("Redis:Prefix", prefix)]);
        var moderator = await festival.UserAsync(festival.OperatorToken);
        var viewer = ViewerId.Parse("person:ann");
        var (here, relay) = (await festival.PersonAsync("ann", ChatFestival.Zhanyi.Room), await festival.PersonAsync("ann", ChatFestival.Relay));

        await dead.KillAsync();
        Assert.That(await BanAsync(), Is.EqualTo("room.paused"));
        Assert.That((await SayAsync(here), await SayAsync(relay)), Is.EqualTo(("chat.banned", "chat.banned")), "the other rooms have it");

        await dead.StartAgainAsync();
        await Eventually.TrueAsync(async () => await BanAsync() is null, "the repeated ban reaches all rooms");
        var there = await festival.PersonAsync("ann", ChatFestival.Gushi.Room);
        Assert.That(await SayAsync(there), Is.EqualTo("chat.banned"));
        await dead.KillAsync();
        var bans = await festival.UserAsync(festival.ModeratorToken([ModerationRights.Ban]));
        Assert.That(await RoomUser.CodeOfAsync(bans.LiftAsync(ChatFestival.Zhanyi.Room, viewer)), Is.EqualTo("room.paused"), "nobody knows what else is imposed there");
        Assert.That(await SayAsync(here), Is.EqualTo("chat.banned"));
        Assert.That(await LiftAsync(), Is.EqualTo("room.paused"));
        Assert.That((await SayAsync(here), await SayAsync(relay)), Is.EqualTo(((string?)null, (string?)null)), "the other rooms have it");

        await dead.StartAgainAsync();
        await Eventually.TrueAsync(async () => await SayAsync(there) == "chat.banned", "the room is back, and was not reached");
        Assert.That(await LiftAsync(), Is.Null);
        Assert.That(await SayAsync(there), Is.Null, "the repeated lift reaches it");

        Task<string?> BanAsync() => RoomUser.CodeOfAsync(moderator.RestrictAsync(ChatFestival.Zhanyi.Room, viewer, new RestrictionDraft { Kind = "ban" }));

        Task<string?> LiftAsync() => RoomUser.CodeOfAsync(moderator.LiftAsync(ChatFestival.Zhanyi.Room, viewer));

        static Task<string?> SayAsync(RoomUser user) => RoomUser.CodeOfAsync(user.SayAsync("hello"));
    }

    /// <summary>A Cluster whose other slots go on when one server is away.</summary>
    /// <param name="declaresDead">False for one that counts a server that is away as alive for ten minutes.</param>
    /// <param name="durable">Whether a server has what it had when it comes back.</param>
    private static async Task<RedisCluster> StartAsync(bool declaresDead = true, bool durable = false)
    {
        var cluster = await RedisCluster.StartAsync(durable: durable);
        foreach (var server in cluster.Servers)
        {
            await server.AskAsync("CONFIG", "SET", "cluster-require-full-coverage", "no");
            if (!declaresDead)
                await server.AskAsync("CONFIG", "SET", "cluster-node-timeout", "600000");
        }

        return cluster;
    }

    /// <summary>A prefix with which the two stages are on different servers, and the server of gushi, which has neither the relay nor the facts.</summary>
    private static async Task<(string Prefix, RedisServer Dead)> ApartAsync(RedisCluster cluster)
    {
        for (var i = 0; ; i++)
        {
            var prefix = $"down{i}";
            var gushi = (await cluster.HomeOfAsync($"{{{prefix}:{ChatFestival.Gushi}}}:meta")).Primary;
            var zhanyi = (await cluster.HomeOfAsync($"{{{prefix}:{ChatFestival.Zhanyi}}}:meta")).Primary;
            var facts = (await cluster.HomeOfAsync($"{{{prefix}:facts}}:document")).Primary;
            var relay = (await cluster.HomeOfAsync($"{{{prefix}:{ChatFestival.Relay}}}:meta")).Primary;
            if (gushi != zhanyi && gushi != facts && gushi != relay)
                return (prefix, gushi);
        }
    }
}
