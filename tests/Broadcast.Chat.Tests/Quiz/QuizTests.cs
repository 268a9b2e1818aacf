using System.Security.Cryptography;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Outcomes;
using TestKit.Rooms;

namespace Broadcast.Chat.Tests.Quiz;

[Parallelizable(ParallelScope.All)]
public sealed class QuizTests
{
    private static readonly QuestionDraft Draft = new() { Text = "几只鹅？", Options = ["一", "二", "三"], Answer = 1, Seconds = 60, Winners = 2 };

    [Test]
    public async Task A_question_goes_from_open_to_revealed_with_one_result_for_everyone()
    {
        await using var festival = await ChatFestival.StartAsync(draws: true);
        var anchor = await festival.AnchorAsync(ChatFestival.Gushi.Room);
        var ann = await festival.PersonAsync("ann", ChatFestival.Gushi.Room);
        var bob = await festival.PersonAsync("bob", ChatFestival.Gushi.Room);
        var dai = await festival.PersonAsync("dai", ChatFestival.Gushi.Room);
        var cai = await festival.PersonAsync("cai", ChatFestival.Zhanyi.Room);

        var asked = await anchor.AskAsync(ChatFestival.Gushi.Room, Draft);
        await ann.HearsAsync<QuestionOpened>();
        await ann.AnswerAsync(asked.Id, 1);
        await bob.AnswerAsync(asked.Id, 0);
        await cai.AnswerAsync(asked.Id, 1);
        await anchor.CloseAsync(asked.Id);
        var late = await RoomUser.CodeOfAsync(dai.AnswerAsync(asked.Id, 1));
        await anchor.RevealAsync(asked.Id);

        await ann.HearsAsync<QuestionRevealed>();
        await bob.HearsAsync<QuestionRevealed>();
        var opened = ann.Heard<QuestionOpened>().Single();
        var revealed = ann.Heard<QuestionRevealed>().Single();
        Assert.Multiple(() =>
        {
            Assert.That(late, Is.EqualTo("quiz.closed"));
            Assert.That(revealed.Answer, Is.EqualTo(1));
            Assert.That(revealed.Counts, Is.EqualTo([1L, 2L, 0L]));
            Assert.That(revealed.Winners.Select(winner => winner.Name), Is.EquivalentTo(["ann", "cai"]));
            Assert.That(bob.Heard<QuestionRevealed>().Single().Winners, Is.EqualTo(revealed.Winners));
            Assert.That(Convert.ToHexStringLower(SHA256.HashData(Convert.FromHexString(revealed.Seed))), Is.EqualTo(opened.Commitment));
            Assert.That(ann.Events.Select(item => item.Type), Is.EqualTo(["question.opened", "question.closed", "question.revealed"]));
            Assert.That(ann.Faults.Concat(bob.Faults), Is.Empty);
        });
    }

    [Test]
    public async Task A_question_closes_by_itself_and_a_late_answer_is_quiz_closed()
    {
        await using var festival = await ChatFestival.StartAsync(nodes: 2);
        var anchor = await festival.AnchorAsync(ChatFestival.Gushi.Room);
        var ann = await festival.PersonAsync("ann", ChatFestival.Gushi.Room, node: 1);
        var asked = await anchor.AskAsync(ChatFestival.Gushi.Room, Draft with { Seconds = 3 });
        await ann.HearsAsync<QuestionOpened>();
        var opened = ann.Heard<QuestionOpened>().Single();

        await ann.HearsAsync<QuestionClosed>();
        var late = await RoomUser.CodeOfAsync(ann.AnswerAsync(asked.Id, 1));

        var closed = ann.Events.Single(item => item.Data is QuestionClosed);
        Assert.Multiple(() =>
        {
            Assert.That(late, Is.EqualTo("quiz.closed"));
            Assert.That(opened.AcceptUntil - opened.ClosesAt, Is.EqualTo(300));
            Assert.That(closed.At, Is.GreaterThan(opened.AcceptUntil).And.LessThan(opened.AcceptUntil + 3000));
            Assert.That((closed.By!.Kind, closed.By.Why), Is.EqualTo((ActorKinds.Rule, "rule:window.end")));
        });
    }

    [Test]
    public async Task Invalid_answers_questions_and_reveals_are_refused_with_their_code()
    {
        await using var festival = await ChatFestival.StartAsync();
        var anchor = await festival.AnchorAsync(ChatFestival.Gushi.Room);
        var ann = await festival.PersonAsync("ann", ChatFestival.Gushi.Room);
        var asked = await anchor.AskAsync(ChatFestival.Gushi.Room, Draft, "q-1");
        var again = await anchor.AskAsync(ChatFestival.Gushi.Room, Draft, "q-1");

        var option = await RoomUser.CodeOfAsync(ann.AnswerAsync(asked.Id, 3));
        await ann.AnswerAsync(asked.Id, 2);
        var twice = await RoomUser.CodeOfAsync(ann.AnswerAsync(asked.Id, 1));
        var unknown = await RoomUser.CodeOfAsync(ann.AnswerAsync(QuestionId.Parse("gushi.none"), 1));
        var busy = await RoomUser.CodeOfAsync(anchor.AskAsync(ChatFestival.Gushi.Room, Draft));
        var elsewhere = await RoomUser.CodeOfAsync(anchor.AskAsync(ChatFestival.Zhanyi.Room, Draft));
        var early = await RoomUser.CodeOfAsync(anchor.RevealAsync(asked.Id));
        var relay = await RoomUser.CodeOfAsync(anchor.AskAsync(ChatFestival.Relay, Draft));
        var guest = await RoomUser.CodeOfAsync(ann.CloseAsync(asked.Id));
        await anchor.CloseAsync(asked.Id);
        var next = await RoomUser.CodeOfAsync(anchor.AskAsync(ChatFestival.Gushi.Room, Draft));

        Assert.Multiple(() =>
        {
            Assert.That(again, Is.EqualTo(asked));
            Assert.That((option, twice, unknown, busy), Is.EqualTo(("quiz.option", "quiz.answered", "quiz.unknown", "quiz.busy")));
            Assert.That((elsewhere, early, relay, guest), Is.EqualTo(((string?)null, "quiz.open", "room.not_a_stage", "auth.forbidden")));
            Assert.That(next, Is.Null, "a closed question does not stand in the way of the next");
        });
    }

    [Test]
    public async Task A_reveal_asked_before_the_draw_comes_with_the_draw()
    {
        await using var festival = await ChatFestival.StartAsync(draws: true);
        var committed = new TaskCompletionSource();
        festival.Kept.Held = committed.Task;
        var anchor = await festival.AnchorAsync(ChatFestival.Gushi.Room);
        var ann = await festival.PersonAsync("ann", ChatFestival.Gushi.Room);
        var asked = await anchor.AskAsync(ChatFestival.Gushi.Room, Draft);
        await ann.AnswerAsync(asked.Id, 1);
        await anchor.CloseAsync(asked.Id);

        await anchor.RevealAsync(asked.Id);
        var before = ann.Heard<QuestionRevealed>().Count();
        committed.SetResult();
        await ann.HearsAsync<QuestionRevealed>();
        await anchor.RevealAsync(asked.Id);

        Assert.Multiple(() =>
        {
            Assert.That(before, Is.Zero, "nothing is revealed before the winners are kept");
            Assert.That(ann.Heard<QuestionRevealed>().Single().Winners.Single().Name, Is.EqualTo("ann"));
        });
    }

    [Test]
    public async Task Many_answers_from_two_nodes_are_counted_exactly()
    {
        await using var festival = await ChatFestival.StartAsync(nodes: 2, draws: true);
        var anchor = await festival.AnchorAsync(ChatFestival.Gushi.Room);
        var asked = await anchor.AskAsync(ChatFestival.Gushi.Room, Draft);
        var viewers = new List<RoomUser>();
        for (var i = 0; i < 30; i++)
            viewers.Add(await festival.UserAsync(festival.PersonToken($"v{i}"), i % 2));

        await Task.WhenAll(viewers.SelectMany((viewer, i) => (Task[])[RoomUser.CodeOfAsync(viewer.AnswerAsync(asked.Id, i % 3)), RoomUser.CodeOfAsync(viewer.AnswerAsync(asked.Id, i % 3))]));
        await anchor.CloseAsync(asked.Id);
        await anchor.RevealAsync(asked.Id);
        await anchor.HearsAsync<QuestionRevealed>();

        var settled = (QuestionSettled)festival.Kept.Outcomes.Single();
        Assert.Multiple(() =>
        {
            Assert.That(anchor.Heard<QuestionRevealed>().Single().Counts, Is.EqualTo([10L, 10L, 10L]));
            Assert.That(settled.Entrants.Select(entrant => entrant.Name), Is.EquivalentTo(Enumerable.Range(0, 30).Where(i => i % 3 == 1).Select(i => $"v{i}")));
        });
    }
}
