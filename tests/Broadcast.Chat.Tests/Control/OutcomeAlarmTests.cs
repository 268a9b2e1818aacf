using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Moderation;
using Broadcast.Chat.Contracts.State;
using Broadcast.Chat.Spine.Facts;
using Microsoft.Extensions.DependencyInjection;
using TestKit;

namespace Broadcast.Chat.Tests.Control;

/// <summary>What staff see while outcomes wait and nobody keeps them.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class OutcomeAlarmTests
{
    private static readonly RestrictionDraft Ban = new() { Kind = "ban" };

    [Test]
    public async Task Outcomes_that_wait_in_the_room_of_a_relay_are_an_alarm_of_its_stages()
    {
        await using var festival = await ChatFestival.StartAsync(settings: ("Rooms:OutcomeAlarm", "00:00:00.200"));
        var moderator = await festival.UserAsync(festival.OperatorToken);
        var alarms = await StageAlarms.HearAsync(festival);

        await moderator.RestrictAsync(ChatFestival.Relay, ViewerId.Parse("guest:ann"), Ban);
        await Eventually.TrueAsync(() => alarms.LastOrDefault() == "outcomes.waiting", "staff are told");
        await festival.AddNodeAsync(draws: true);
        await Eventually.TrueAsync(() => alarms.LastOrDefault() == "", "the alarm is over");
    }

    [Test]
    public async Task A_relay_with_a_rundown_raises_it_on_the_stages_of_its_slots_alone()
    {
        await using var festival = await ChatFestival.StartAsync(settings: ("Rooms:OutcomeAlarm", "00:00:00.200"));
        await festival.ChangeFactsAsync(facts => facts with
        {
            Relays =
            [
                facts.Relays[0] with { Slots = [new() { Id = SlotId.Parse("one"), Stage = ChatFestival.Zhanyi, Title = "展演", Start = 1, Duration = 1 }] },
            ],
        });
        await Eventually.TrueAsync(
            () => festival.Services.GetRequiredService<FactsReader>().Current.Facts.Relays.Any(relay => relay.Slots.Count == 1), "the node has the rundown");
        var moderator = await festival.UserAsync(festival.OperatorToken);
        var (gushi, zhanyi) = (await StageAlarms.HearAsync(festival), await StageAlarms.HearAsync(festival, ChatFestival.Zhanyi));

        await moderator.RestrictAsync(ChatFestival.Relay, ViewerId.Parse("guest:ann"), Ban);
        await Eventually.TrueAsync(() => zhanyi.LastOrDefault() == "outcomes.waiting", "the stage of the slot has it");
        await festival.State.PublishAsync(new StageReport { Stage = ChatFestival.Gushi, Known = true });
        await Eventually.TrueAsync(() => gushi.Count > 1, "the other stage has a report since then");

        Assert.That(gushi, Is.All.Empty);
    }
}
