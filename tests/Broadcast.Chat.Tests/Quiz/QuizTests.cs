using System.Security.Cryptography;
using Broadcast.Chat.Contracts;

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
        var ann = await festival.GuestAsync("ann", ChatFestival.Gushi.Room);
        var bob = await festival.GuestAsync("bob", ChatFestival.Gushi.Room);
        var dai = await festival.GuestAsync("dai", ChatFestival.Gushi.Room);
        var cai = await festival.GuestAsync("cai", ChatFestival.Zhanyi.Room);

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
}
