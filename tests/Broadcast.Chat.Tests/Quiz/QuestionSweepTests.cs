using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Microsoft.AspNetCore.SignalR.Client;
using StackExchange.Redis;
using TestKit;

namespace Broadcast.Chat.Tests.Quiz;

/// <summary>Outcomes of questions that were delivered and lost, and what a room and the database then say of the question.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class QuestionSweepTests
{
    private static readonly QuestionDraft Draft = new() { Text = "几只鹅？", Options = ["一", "二"], Answer = 0, Seconds = 60, Winners = 1 };
    private static readonly RoomId Room = ChatFestival.Gushi.Room;

    [Test]
    public async Task A_closed_question_whose_outcome_was_lost_is_drawn_all_the_same()
    {
        await using var festival = await StartAsync();
        await using var client = await festival.Redis.ConnectAsync();
        var redis = client.GetDatabase();
        var anchor = await festival.AnchorAsync(Room);
        var ann = await festival.PersonAsync("ann", Room);
        var asked = await anchor.AskAsync(Room, Draft);
        await ann.AnswerAsync(asked.Id, 0);
        await anchor.CloseAsync(asked.Id);
        await redis.KeyDeleteAsync(festival.Keys.Room(Room, "outcomes"));
        // Another outcome that nobody takes must not keep the sweep from it.
        await redis.StreamAddAsync(festival.Keys.Room(Room, "outcomes"), [new("k", "raffle"), new("s", "r1")]);

        await festival.AddNodeAsync(draws: true);
        await anchor.RevealAsync(asked.Id);

        await ann.HearsAsync<QuestionRevealed>(revealed => revealed.Winners.Single().Name == "ann");
        await ComparedAsync(redis, festival);
    }

    [Test]
    public async Task A_result_that_only_the_room_has_is_drawn_again_with_the_same_winners()
    {
        await using var festival = await StartAsync(draws: true);
        await using var client = await festival.Redis.ConnectAsync();
        var anchor = await festival.AnchorAsync(Room);
        var (ann, bob) = (await festival.PersonAsync("ann", Room), await festival.PersonAsync("bob", Room));
        festival.Kept.Loses = 1;
        var asked = await anchor.AskAsync(Room, Draft);
        await ann.AnswerAsync(asked.Id, 0);
        await bob.AnswerAsync(asked.Id, 0);
        await anchor.CloseAsync(asked.Id);
        await anchor.RevealAsync(asked.Id);
        await ann.HearsAsync<QuestionRevealed>();

        await Eventually.TrueAsync(() => festival.Kept.Decided.ContainsKey(asked.Id), "the database has the result again");
        await ComparedAsync(client.GetDatabase(), festival);
        Assert.That(festival.Kept.Decided[asked.Id]!.Winners, Is.EqualTo(ann.Heard<QuestionRevealed>().Single().Winners));
    }

    [Test]
    public async Task What_only_the_room_has_voided_is_voided_in_the_database()
    {
        await using var festival = await StartAsync();
        await using var client = await festival.Redis.ConnectAsync();
        var redis = client.GetDatabase();
        var anchor = await festival.AnchorAsync(Room);
        var asked = await anchor.AskAsync(Room, Draft);
        await anchor.CloseAsync(asked.Id);
        // As a room of an older version did, which voided by itself.
        await redis.HashSetAsync(festival.Keys.Room(Room, $"question:{asked.Id}"), "state", "voided");
        await redis.KeyDeleteAsync(festival.Keys.Room(Room, "outcomes"));

        await festival.AddNodeAsync(draws: true);

        await Eventually.TrueAsync(() => festival.Kept.Decided.TryGetValue(asked.Id, out var decided) && decided is null, "it is voided in the database");
        await ComparedAsync(redis, festival);
    }

    [Test]
    public async Task What_waits_is_not_handed_over_again()
    {
        await using var festival = await StartAsync();
        await using var client = await festival.Redis.ConnectAsync();
        var redis = client.GetDatabase();
        var anchor = await festival.AnchorAsync(Room);
        var asked = await anchor.AskAsync(Room, Draft);
        festival.Kept.Held = new TaskCompletionSource().Task;
        await festival.AddNodeAsync(draws: true);
        await anchor.CloseAsync(asked.Id);
        // A second question, whose outcome is lost, is handed over by a later round.
        var other = await anchor.AskAsync(Room, Draft);
        await anchor.CloseAsync(other.Id);
        var stream = festival.Keys.Room(Room, "outcomes");
        for (var rounds = 0; rounds < 2; rounds++)
        {
            var lost = (await redis.StreamRangeAsync(stream)).Single(entry => entry["s"] == other.Id.Value).Id;
            await redis.StreamDeleteAsync(stream, [lost]);
            await Eventually.TrueAsync(async () => (await redis.StreamRangeAsync(stream)).Any(entry => entry["s"] == other.Id.Value), "the lost one is handed over again");
        }

        Assert.That((await redis.StreamRangeAsync(stream)).Count(entry => entry["s"] == asked.Id.Value), Is.EqualTo(1));
    }

    [Test]
    public async Task A_closed_question_waits_for_the_database_longer_than_its_room_lives()
    {
        await using var festival = await ChatFestival.StartAsync();
        await using var client = await festival.Redis.ConnectAsync();
        var redis = client.GetDatabase();
        var anchor = await festival.AnchorAsync(Room);
        var ann = await festival.PersonAsync("ann", Room);
        var asked = await anchor.AskAsync(Room, Draft);
        await ann.AnswerAsync(asked.Id, 0);
        await anchor.CloseAsync(asked.Id);
        await ann.HearsAsync<QuestionClosed>();
        // A beat carries the like; it comes after the close and puts off the expiry of what the room shows.
        await ann.Connection.InvokeAsync("Like", 1);
        await Eventually.TrueAsync(async () => (long)await redis.HashGetAsync(festival.Keys.Room(Room, "meta"), "likes") == 1, "the node has beaten");

        var left = new List<TimeSpan?>();
        foreach (var part in (string[])[$"question:{asked.Id}", $"question:{asked.Id}:entries"])
            left.Add(await redis.KeyTimeToLiveAsync(festival.Keys.Room(Room, part)));
        Assert.That(left, Has.All.GreaterThan(TimeSpan.FromDays(7)));
    }

    private static Task<ChatFestival> StartAsync(bool draws = false) => ChatFestival.StartAsync(draws: draws, settings: ("Rooms:QuestionSweep", "00:00:00.200"));

    private static Task ComparedAsync(IDatabase redis, ChatFestival festival) =>
        Eventually.TrueAsync(async () => await redis.SetLengthAsync(festival.Keys.Room(Room, "unsettled")) == 0, "room and database agree");
}
