using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Outcomes;
using TestKit;
using TestKit.Redis;
using TestKit.Rooms;

namespace Broadcast.Chat.Tests.Quiz;

[Parallelizable(ParallelScope.All)]
public sealed class WholeQuestionTests
{
    private static readonly QuestionDraft Draft = new() { Text = "几只鹅？", Options = ["一", "二"], Answer = 0, Seconds = 60, Winners = 1 };

    [Test]
    public async Task An_open_question_is_not_drawn_whatever_the_stream_says()
    {
        await using var festival = await ChatFestival.StartAsync(draws: true);
        await using var redis = await festival.Redis.ConnectAsync();
        var anchor = await festival.AnchorAsync(ChatFestival.Gushi.Room);
        var ann = await festival.PersonAsync("ann", ChatFestival.Gushi.Room);
        var bob = await festival.PersonAsync("bob", ChatFestival.Gushi.Room);
        var asked = await anchor.AskAsync(ChatFestival.Gushi.Room, Draft);
        await ann.AnswerAsync(asked.Id, 0);

        // As after a failover that has lost the question's close: the outcome was read from the server that is gone.
        await redis.GetDatabase().StreamAddAsync(
            festival.Keys.Room(ChatFestival.Gushi.Room, "outcomes"), [new("k", "question"), new("s", asked.Id.Value), new("window", asked.Id.Value), new("at", 1)]);
        await anchor.PinAsync(ChatFestival.Gushi.Room, ChatFestival.Goose);
        await anchor.UnpinAsync(ChatFestival.Gushi.Room);
        await Eventually.TrueAsync(() => festival.Kept.Outcomes.OfType<PinEnded>().Any(), "the entries behind it are kept");
        await bob.AnswerAsync(asked.Id, 0);
        await anchor.CloseAsync(asked.Id);
        await anchor.RevealAsync(asked.Id);
        await ann.HearsAsync<QuestionRevealed>();

        Assert.That(
            festival.Kept.Outcomes.OfType<QuestionSettled>().Select(settled => settled.Entrants.Count), Is.Not.Empty.And.All.EqualTo(2), "never drawn from a part");
    }

    [Test]
    public async Task A_closed_question_whose_log_has_lost_events_is_voided_and_not_drawn()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var festival = await ChatFestival.StartAsync(redis: redis);
        var anchor = await festival.AnchorAsync(ChatFestival.Gushi.Room);
        var ann = await festival.PersonAsync("ann", ChatFestival.Gushi.Room);
        var asked = await anchor.AskAsync(ChatFestival.Gushi.Room, Draft);
        await ann.AnswerAsync(asked.Id, 0);
        await anchor.CloseAsync(asked.Id);
        await ann.HearsAsync<QuestionClosed>();
        redis.Keep();
        await ann.SayAsync("lost");
        await ann.HearsAsync<ChatSaid>();

        // The node knows more events than the log has, and ends the log's root.
        await redis.KillAsync();
        await redis.StartOnKeptAsync();
        await Eventually.TrueAsync(() => ann.Resyncs == 1, "the viewer resyncs");
        await festival.AddNodeAsync(draws: true);

        await ann.LearnsAsync<QuestionVoided>(voided => voided.Id == asked.Id);
        var reveal = await RoomUser.CodeOfAsync(anchor.RevealAsync(asked.Id));
        Assert.Multiple(() =>
        {
            Assert.That(festival.Kept.Outcomes.OfType<QuestionSettled>(), Is.Empty);
            Assert.That(reveal, Is.EqualTo("quiz.voided"));
        });
    }
}
