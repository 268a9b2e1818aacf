using Broadcast.Chat.Contracts;
using TestKit.Rooms;

namespace Broadcast.Chat.Tests.Quiz;

/// <summary>A question promises only prizes that are there.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class PrizeTests
{
    private static readonly QuestionDraft Draft = new()
    {
        Text = "几只鹅？",
        Options = ["一", "二"],
        Answer = 0,
        Seconds = 60,
        Winners = 2,
        ProductId = ChatFestival.Mushroom,
    };

    [Test]
    public async Task A_question_whose_prize_is_not_there_is_not_asked_and_one_whose_prize_is_there_is()
    {
        await using var festival = await ChatFestival.StartAsync(draws: true);
        festival.Prizes.Left[ChatFestival.Mushroom] = 3;
        var gushi = await festival.AnchorAsync(ChatFestival.Gushi.Room);
        var zhanyi = await festival.AnchorAsync(ChatFestival.Zhanyi.Room);

        await gushi.AskAsync(ChatFestival.Gushi.Room, Draft);
        var refused = await RoomUser.CodeOfAsync(zhanyi.AskAsync(ChatFestival.Zhanyi.Room, Draft));
        await zhanyi.AskAsync(ChatFestival.Zhanyi.Room, Draft with { Winners = 1 });

        Assert.That((refused, festival.Prizes.Left[ChatFestival.Mushroom]), Is.EqualTo(("prize.short", 0)));
    }

    [Test]
    public async Task A_command_that_is_repeated_promises_once_and_one_that_is_refused_gives_back()
    {
        await using var festival = await ChatFestival.StartAsync(draws: true);
        festival.Prizes.Left[ChatFestival.Mushroom] = 5;
        var anchor = await festival.AnchorAsync(ChatFestival.Gushi.Room);

        var first = await anchor.AskAsync(ChatFestival.Gushi.Room, Draft, "one");
        var again = await anchor.AskAsync(ChatFestival.Gushi.Room, Draft, "one");
        var busy = await RoomUser.CodeOfAsync(anchor.AskAsync(ChatFestival.Gushi.Room, Draft, "two"));

        Assert.That((again.Id, busy, festival.Prizes.Left[ChatFestival.Mushroom]), Is.EqualTo((first.Id, "quiz.busy", 3)));
    }

    [Test]
    public async Task While_nobody_answers_for_the_prizes_a_question_with_one_is_not_asked()
    {
        await using var festival = await ChatFestival.StartAsync();
        var anchor = await festival.AnchorAsync(ChatFestival.Gushi.Room);

        var refused = await RoomUser.CodeOfAsync(anchor.AskAsync(ChatFestival.Gushi.Room, Draft));
        await anchor.AskAsync(ChatFestival.Gushi.Room, Draft with { ProductId = null });

        Assert.That(refused, Is.EqualTo("prize.unanswered"));
    }
}
