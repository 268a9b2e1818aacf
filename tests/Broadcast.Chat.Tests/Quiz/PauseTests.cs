using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using TestKit;
using TestKit.Rooms;

namespace Broadcast.Chat.Tests.Quiz;

[Parallelizable(ParallelScope.All)]
public sealed class PauseTests
{
    private static readonly RoomId Room = ChatFestival.Gushi.Room;
    private static readonly QuestionDraft Draft = new() { Text = "几只鹅？", Options = ["一", "二"], Answer = 1, Seconds = 3, Winners = 1 };

    [Test]
    public async Task A_paused_question_outlives_its_time_and_ends_later_by_as_long_as_the_pause_was()
    {
        await using var festival = await ChatFestival.StartAsync(draws: true, settings: ("Rooms:PictureDelay", "00:00:00"));
        await festival.TakeAsync(ChatFestival.Gushi, since: 1);
        var anchor = await festival.AnchorAsync(Room);
        var ann = await festival.PersonAsync("ann", Room);
        var bob = await festival.PersonAsync("bob", ChatFestival.Relay);
        var asked = await anchor.AskAsync(Room, Draft);
        await bob.HearsAsync<QuestionOpened>();
        var opened = bob.Heard<QuestionOpened>().Single();

        await anchor.PauseAsync(asked.Id);
        await anchor.PauseAsync(asked.Id);
        await bob.HearsAsync<QuestionPaused>();
        // Past the time at which it would have closed, and some beats of the clock more.
        await Eventually.TrueAsync(() => Task.FromResult(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() > opened.AcceptUntil + 1_500), "the question's time is over");
        var meanwhile = await RoomUser.CodeOfAsync(ann.AnswerAsync(asked.Id, 1));
        var newcomer = await festival.PersonAsync("cai", Room);
        await anchor.ResumeAsync(asked.Id);
        await bob.HearsAsync<QuestionResumed>();
        await ann.AnswerAsync(asked.Id, 1);
        await ann.HearsAsync<QuestionClosed>();
        await anchor.RevealAsync(asked.Id);
        await bob.HearsAsync<QuestionRevealed>();

        var (paused, resumed) = (bob.Heard<QuestionPaused>().Single(), bob.Heard<QuestionResumed>().Single());
        Assert.Multiple(() =>
        {
            Assert.That(meanwhile, Is.EqualTo("quiz.paused"), "nothing is answered while its time stands still");
            Assert.That(newcomer.Snapshot!.Questions.Select(item => item.Type), Is.EqualTo(["question.opened", "question.paused"]));
            Assert.That((paused.Pause, resumed.Pause), Is.EqualTo((1, 1)));
            Assert.That(resumed.ClosesAt - opened.ClosesAt, Is.EqualTo(resumed.AcceptUntil - opened.AcceptUntil).And.GreaterThan(1_500));
            Assert.That(bob.Heard<QuestionRevealed>().Single().Winners.Select(winner => winner.Name), Is.EqualTo(["ann"]));
            Assert.That(ann.Faults.Concat(bob.Faults), Is.Empty);
        });
    }

    [Test]
    public async Task Only_the_stages_anchors_pause_and_only_what_is_open()
    {
        await using var festival = await ChatFestival.StartAsync();
        var anchor = await festival.AnchorAsync(Room);
        var ann = await festival.PersonAsync("ann", Room);
        var asked = await anchor.AskAsync(Room, Draft with { Seconds = 60 });

        var codes = new[]
        {
            await RoomUser.CodeOfAsync(ann.PauseAsync(asked.Id)), await RoomUser.CodeOfAsync(anchor.ResumeAsync(asked.Id)),
            await RoomUser.CodeOfAsync(anchor.PauseAsync(QuestionId.Parse("gushi.none"))),
        };
        await anchor.PauseAsync(asked.Id);
        await anchor.CloseAsync(asked.Id);
        var closed = await RoomUser.CodeOfAsync(anchor.ResumeAsync(asked.Id));

        Assert.That(codes, Is.EqualTo(["auth.forbidden", null, "quiz.unknown"]));
        Assert.That(closed, Is.EqualTo("quiz.closed"));
    }
}
