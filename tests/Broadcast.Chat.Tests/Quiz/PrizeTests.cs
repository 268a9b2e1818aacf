using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Ids;
using Microsoft.AspNetCore.SignalR;
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
    public async Task A_command_that_is_sent_several_times_at_once_while_another_question_closes_keeps_its_prize_or_is_refused()
    {
        await using var festival = await ChatFestival.StartAsync(nodes: 2, draws: true);
        festival.Prizes.Left[ChatFestival.Mushroom] = 100;
        var anchors = new[] { await festival.AnchorAsync(ChatFestival.Gushi.Room), await festival.AnchorAsync(ChatFestival.Gushi.Room, node: 1) };
        var asked = new HashSet<QuestionId>();
        for (var round = 0; round < 20; round++)
        {
            var open = await anchors[0].AskAsync(ChatFestival.Gushi.Room, Draft with { ProductId = null, Winners = 0 });
            var asking = Enumerable.Range(0, 4).Select(i => TryAsync(anchors[i % 2], $"round-{round}")).ToList();
            await anchors[round % 2].CloseAsync(open.Id);
            foreach (var id in await Task.WhenAll(asking))
                if (id is { } one)
                    asked.Add(one);
            if (await TryAsync(anchors[0], $"round-{round}") is { } last)
                asked.Add(last);
            Assert.That(festival.Prizes.Left[ChatFestival.Mushroom], Is.EqualTo(100 - (2 * asked.Count)), $"round {round}");
            await anchors[0].CloseAsync(asked.Last());
        }

        Assert.That(asked, Has.Count.EqualTo(20), "each command has asked once");

        static async Task<QuestionId?> TryAsync(RoomUser anchor, string command)
        {
            try
            {
                return (await anchor.AskAsync(ChatFestival.Gushi.Room, Draft, command)).Id;
            }
            catch (HubException)
            {
                // Another question was open.
                return null;
            }
        }
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
