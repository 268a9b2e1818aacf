using Broadcast.Chat.Contracts.Outcomes;
using TestKit;

namespace Broadcast.Chat.Tests.Outcomes;

[Parallelizable(ParallelScope.All)]
public sealed class OutcomesReaderTests
{
    [Test]
    public async Task An_outcome_whose_handler_failed_is_handed_out_again()
    {
        await using var festival = await ChatFestival.StartAsync(draws: true);
        festival.Kept.Failing = 2;
        var anchor = await festival.AnchorAsync(ChatFestival.Gushi.Room);

        await anchor.PinAsync(ChatFestival.Gushi.Room, ChatFestival.Goose);
        await anchor.UnpinAsync(ChatFestival.Gushi.Room);
        await Eventually.TrueAsync(() => !festival.Kept.Outcomes.IsEmpty, "it is kept at last");

        Assert.Multiple(() =>
        {
            Assert.That(festival.Kept.Outcomes.Single(), Is.InstanceOf<PinEnded>());
            Assert.That(festival.Kept.Failing, Is.Zero);
        });
    }

    [Test]
    public async Task Outcomes_settled_before_the_reader_started_are_handed_out()
    {
        await using var festival = await ChatFestival.StartAsync();
        var anchor = await festival.AnchorAsync(ChatFestival.Gushi.Room);
        await anchor.PinAsync(ChatFestival.Gushi.Room, ChatFestival.Goose);
        await anchor.PinAsync(ChatFestival.Gushi.Room, ChatFestival.Mushroom);
        await anchor.UnpinAsync(ChatFestival.Gushi.Room);

        await festival.AddNodeAsync(draws: true);

        await Eventually.TrueAsync(() => festival.Kept.Outcomes.Count == 2, "both are kept");
        Assert.That(festival.Kept.Outcomes.Cast<PinEnded>().Select(pin => pin.Product), Is.EqualTo([ChatFestival.Goose, ChatFestival.Mushroom]));
    }
}
