using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using TestKit;
using TestKit.Redis;
using TestKit.Rooms;

namespace Broadcast.Chat.Tests.Quiz;

/// <summary>A Redis that has lost what viewers had heard of a question, with the database, which keeps its result.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class ToldAgainTests
{
    private static readonly QuestionDraft Draft = new() { Text = "几只鹅？", Options = ["一", "二"], Answer = 0, Seconds = 60, Winners = 1 };
    private static readonly RoomId Room = ChatFestival.Gushi.Room;

    [TestCase("everything")]
    [TestCase("the close")]
    [TestCase("the reveal")]
    public async Task A_result_that_was_heard_is_told_again_when_Redis_has_lost_it(string lost)
    {
        await using var redis = await RedisServer.StartAsync();
        await using var festival = await ChatFestival.StartAsync(redis: redis, draws: true);
        var (anchor, ann, question) = await AskAsync(festival);
        if (lost == "the close")
            redis.Keep();
        await anchor.CloseAsync(question);
        await StateIsAsync(redis, festival, question, "sealed");
        if (lost == "the reveal")
            redis.Keep();
        await anchor.RevealAsync(question);
        await ann.HearsAsync<QuestionRevealed>();
        var heard = ann.Heard<QuestionRevealed>().Single();

        await LoseAsync(redis, lost == "everything");

        await IsToldAgainAsync(festival, anchor, ann, heard);
    }

    [Test]
    public async Task On_a_Cluster_the_server_that_takes_over_tells_again_what_it_has_not_received()
    {
        await using var cluster = await RedisCluster.StartAsync(replicas: true);
        await using var festival = await ChatFestival.StartAsync(
            redis: cluster.Servers[0], draws: true, settings: ("ConnectionStrings:Redis", cluster.ConnectionString));
        var log = festival.Keys.Room(Room, "meta");
        var (anchor, ann, question) = await AskAsync(festival);
        await cluster.InSyncAsync(log);
        var (primary, replica) = await cluster.HomeOfAsync(log);
        await primary.SeverAsync(replica!);
        await anchor.CloseAsync(question);
        await anchor.RevealAsync(question);
        await ann.HearsAsync<QuestionRevealed>();
        var heard = ann.Heard<QuestionRevealed>().Single();

        await primary.KillAsync();
        await Eventually.TrueAsync(async () => (await cluster.HomeOfAsync(log)).Primary == replica, "the replica takes over");

        await IsToldAgainAsync(festival, anchor, ann, heard);
    }

    [Test]
    public async Task While_nobody_can_say_whether_there_is_a_result_the_question_waits_and_the_anchor_is_not_refused()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var festival = await ChatFestival.StartAsync(redis: redis);
        var api = await festival.AddNodeAsync(draws: true);
        var anchor = await festival.AnchorAsync(Room);
        var ann = await festival.PersonAsync("ann", Room);
        var asked = await anchor.AskAsync(Room, Draft);
        await ann.AnswerAsync(asked.Id, 0);
        await anchor.CloseAsync(asked.Id);
        await StateIsAsync(redis, festival, asked.Id, "sealed");
        var open = await anchor.AskAsync(Room, Draft);
        await ann.AnswerAsync(open.Id, 0);
        await ann.HearsAsync<QuestionOpened>(opened => opened.Id == open.Id);

        await festival.KillNodeAsync(api);
        await LoseAsync(redis, everything: true);
        await StateIsAsync(redis, festival, asked.Id, "doubtful");
        await StateIsAsync(redis, festival, open.Id, "doubtful");
        await festival.WriteFactsAsync();
        await ann.LearnsAsync<QuestionClosed>(closed => closed.Id == open.Id);
        var reveals = (await RoomUser.CodeOfAsync(anchor.RevealAsync(asked.Id)), await RoomUser.CodeOfAsync(anchor.RevealAsync(open.Id)));
        var told = ann.Learned<QuestionVoided>().Any() || ann.Learned<QuestionRevealed>().Any();
        await festival.AddNodeAsync(draws: true);

        await ann.LearnsAsync<QuestionRevealed>(revealed => revealed.Id == asked.Id && revealed.Winners.Single().Name == "ann");
        await ann.LearnsAsync<QuestionVoided>(voided => voided.Id == open.Id);
        var refused = await RoomUser.CodeOfAsync(anchor.RevealAsync(open.Id));
        Assert.Multiple(() =>
        {
            Assert.That(reveals, Is.EqualTo(((string?)null, (string?)null)), "the wish is remembered");
            Assert.That(told, Is.False, "nothing is said before the database has been asked");
            Assert.That(refused, Is.EqualTo("quiz.voided"));
            Assert.That(festival.Kept.Decided[open.Id], Is.Null);
        });
    }

    [Test]
    public async Task A_question_that_was_asked_after_a_loss_stays_when_the_loss_is_noticed()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var gone = await ChatFestival.StartAsync(redis: redis);
        var (knowing, address) = await gone.StartProcessAsync();
        await using var process = knowing;
        await using var ann = await RoomUser.ConnectAsync(new Uri(address, "/hubs/room"), gone.PersonToken("ann"));
        await ann.JoinAsync(Room);
        redis.Keep();
        await ann.SayAsync("lost");
        await ann.HearsAsync<ChatSaid>();
        await gone.KillNodeAsync(gone.Nodes[0]);
        knowing.Freeze();
        await redis.KillAsync();
        await redis.StartOnKeptAsync();

        // Nobody who runs knows of the loss.
        await using var festival = await ChatFestival.StartAsync(redis: redis, draws: true, settings: ("Redis:Prefix", gone.Prefix));
        var anchor = await festival.AnchorAsync(Room);
        var bob = await festival.PersonAsync("bob", Room);
        var asked = await anchor.AskAsync(Room, Draft);
        knowing.Thaw();
        await Eventually.TrueAsync(() => bob.Resyncs >= 1, "the node that knows of the loss makes everyone resync");
        // The next question of the stage is refused as long as this one is open, and closing looks whether it must be voided.
        var busy = await RoomUser.CodeOfAsync(anchor.AskAsync(Room, Draft));
        await bob.AnswerAsync(asked.Id, 0);
        await anchor.CloseAsync(asked.Id);
        await anchor.RevealAsync(asked.Id);

        await bob.LearnsAsync<QuestionRevealed>(revealed => revealed.Winners.Single().Name == "bob");
        Assert.Multiple(() =>
        {
            Assert.That(busy, Is.EqualTo("quiz.busy"));
            Assert.That(bob.Learned<QuestionVoided>(), Is.Empty);
        });
    }

    /// <summary>Asks a question that two viewers have answered right.</summary>
    private static async Task<(RoomUser Anchor, RoomUser Ann, QuestionId Question)> AskAsync(ChatFestival festival)
    {
        var anchor = await festival.AnchorAsync(Room);
        var ann = await festival.PersonAsync("ann", Room);
        var bob = await festival.PersonAsync("bob", Room);
        var asked = await anchor.AskAsync(Room, Draft);
        await ann.AnswerAsync(asked.Id, 0);
        await bob.AnswerAsync(asked.Id, 0);
        return (anchor, ann, asked.Id);
    }

    private static async Task IsToldAgainAsync(ChatFestival festival, RoomUser anchor, RoomUser ann, QuestionRevealed heard)
    {
        await Eventually.TrueAsync(() => ann.Resyncs >= 1, "the viewer resyncs");
        var late = await festival.PersonAsync("late", Room);
        await late.LearnsAsync<QuestionRevealed>(again => again.Winners.Single() == heard.Winners.Single() && again.Counts.SequenceEqual(heard.Counts) && again.Seed == heard.Seed);
        var refused = await RoomUser.CodeOfAsync(anchor.RevealAsync(heard.Id));
        Assert.Multiple(() =>
        {
            Assert.That(refused, Is.Null);
            Assert.That(ann.Learned<QuestionVoided>().Concat(late.Learned<QuestionVoided>()), Is.Empty);
            Assert.That(festival.Kept.Decided[heard.Id]!.Winners.Single(), Is.EqualTo(heard.Winners.Single()));
        });
    }

    private static async Task LoseAsync(RedisServer redis, bool everything)
    {
        await redis.KillAsync();
        if (!everything)
        {
            await redis.StartOnKeptAsync();
            return;
        }

        await redis.StartAgainAsync();
        await using var client = await redis.ConnectAsync();
        await client.GetServers().Single().FlushAllDatabasesAsync();
    }

    private static async Task StateIsAsync(RedisServer redis, ChatFestival festival, QuestionId id, string state)
    {
        await using var client = await redis.ConnectAsync();
        await Eventually.TrueAsync(
            async () => await client.GetDatabase().HashGetAsync(festival.Keys.Room(Room, $"question:{id}"), "state") == state, $"question {id} is {state}");
    }
}
