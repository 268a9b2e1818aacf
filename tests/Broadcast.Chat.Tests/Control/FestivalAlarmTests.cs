using Broadcast.Chat.Contracts.State;
using Broadcast.Chat.Spine.State;
using Microsoft.Extensions.DependencyInjection;
using TestKit;

namespace Broadcast.Chat.Tests.Control;

/// <summary>An alarm of the festival as a whole, which Api raises, as staff see it.</summary>
public sealed class FestivalAlarmTests
{
    [Test]
    public async Task It_stands_on_every_stage_until_it_is_cleared_and_keeps_the_time_of_the_first_who_raised_it()
    {
        await using var festival = await ChatFestival.StartAsync();
        var raised = festival.Services.GetRequiredService<FestivalAlarms>();
        var (gushi, zhanyi) = (await StageAlarms.HearAsync(festival), await StageAlarms.HearAsync(festival, ChatFestival.Zhanyi));

        await raised.RaiseAsync(Alarm(since: 1_000));
        await raised.RaiseAsync(Alarm(since: 2_000));
        await Eventually.TrueAsync(() => gushi.LastOrDefault() == "outbox.waiting" && zhanyi.LastOrDefault() == "outbox.waiting", "both stages have it");
        Assert.That((await raised.ReadAsync()).Select(alarm => alarm.Since), Is.EqualTo([1_000]));

        await raised.ClearAsync("outbox.waiting");
        await Eventually.TrueAsync(() => gushi.LastOrDefault() == "" && zhanyi.LastOrDefault() == "", "it is over");
    }

    private static StageAlarm Alarm(long since) =>
        new() { Code = "outbox.waiting", Severity = AlarmSeverity.Warning, Since = since, Threshold = 900, Text = "Shops are not told." };
}
