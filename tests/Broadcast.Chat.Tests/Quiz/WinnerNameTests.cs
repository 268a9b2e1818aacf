using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Outcomes;
using Broadcast.Chat.Spine.Tokens;
using TestKit;
using TestKit.Rooms;

namespace Broadcast.Chat.Tests.Quiz;

[Parallelizable(ParallelScope.All)]
public sealed class WinnerNameTests
{
    private static readonly RoomId Room = ChatFestival.Gushi.Room;
    private static readonly QuestionDraft Draft = new() { Text = "几只鹅？", Options = ["一", "二"], Answer = 0, Seconds = 60, Winners = 2 };

    [Test]
    public async Task Winners_names_are_masked_as_in_the_chat()
    {
        await using var festival = await ChatFestival.StartAsync(draws: true);
        await festival.ChangeFactsAsync(facts => facts with { Words = [new WordRule { Text = "casino", Action = WordActions.Block }] });
        var anchor = await festival.AnchorAsync(Room);
        var contact = await NamedAsync(festival, "one", "加微信abc12345");
        var word = await NamedAsync(festival, "two", "C A S I N O 88");
        await Eventually.TrueAsync(async () => await RoomUser.CodeOfAsync(contact.SayAsync("casino")) == "chat.word", "the word is known");
        await contact.SayAsync("hello");
        await word.SayAsync("hello");

        var asked = await anchor.AskAsync(Room, Draft);
        await contact.AnswerAsync(asked.Id, 0);
        await word.AnswerAsync(asked.Id, 0);
        await anchor.CloseAsync(asked.Id);
        await anchor.RevealAsync(asked.Id);
        await anchor.HearsAsync<QuestionRevealed>();

        var talked = anchor.Events.Where(item => item.Data is ChatSaid).Select(item => item.By!.Name).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(talked, Is.EqualTo(["加微信***", "*** 88"]));
            Assert.That(anchor.Heard<QuestionRevealed>().Single().Winners.Select(winner => winner.Name), Is.EquivalentTo(talked));
            Assert.That(festival.Kept.Outcomes.OfType<QuestionSettled>().Single().Entrants.Select(entrant => entrant.Name), Is.EquivalentTo(talked));
        });
    }

    private static async Task<RoomUser> NamedAsync(ChatFestival festival, string id, string name)
    {
        var user = await festival.UserAsync(festival.Token(new TokenSubject($"person:{id}", name, [], [], "person") { Proof = Proof.Telephone }));
        await user.JoinAsync(Room);
        return user;
    }
}
