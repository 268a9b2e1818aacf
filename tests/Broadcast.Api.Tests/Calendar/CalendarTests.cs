using System.Net.Http.Json;
using System.Text.Json;
using Broadcast.Api.Calendar;
using Broadcast.Api.Festivals;
using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Api.Tests.Calendar;

/// <summary>Which of several festivals is on, comes next, and is over.</summary>
public sealed class CalendarTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 1, 12, 0, 0, TimeSpan.FromHours(8));

    [TestCase("2026-05-01", "2026-05-03", "present", TestName = "A_festival_is_on_from_the_begin_of_its_first_day")]
    [TestCase("2026-05-01", null, "present", TestName = "One_day_that_is_said_is_the_whole_festival")]
    [TestCase(null, "2026-05-01", "present", TestName = "So_is_a_last_day_alone")]
    [TestCase("2026-05-02", "2026-05-03", "upcoming", TestName = "Before_its_first_day_it_is_to_come")]
    [TestCase("2026-04-29", "2026-04-30", "past", TestName = "After_its_last_day_it_is_over")]
    [TestCase(null, null, "upcoming", TestName = "One_of_which_nothing_is_said_is_to_come")]
    public void Days_decide(string? first, string? last, string state)
    {
        var festival = FestivalOf(first, last);

        Assert.That(FestivalTimes.Of(festival, null, null, null, Noon).At(Noon).ToString(), Is.EqualTo(state).IgnoreCase);
    }

    [Test]
    public void Without_days_the_rundown_decides_and_a_slot_that_is_on_always_does()
    {
        SlotTime Slot(double hours) => new(Noon.AddHours(hours), TimeSpan.FromHours(1));
        FestivalStanding At(string? day, SlotTime first, SlotTime last, SlotTime? begun) => FestivalTimes.Of(FestivalOf(day, day), first, last, begun, Noon).At(Noon);

        Assert.Multiple(() =>
        {
            Assert.That(At(null, Slot(-5), Slot(5), Slot(-5)), Is.EqualTo(FestivalStanding.Present), "between its slots");
            Assert.That(At(null, Slot(1), Slot(5), null), Is.EqualTo(FestivalStanding.Upcoming));
            Assert.That(At(null, Slot(-5), Slot(-2), Slot(-2)), Is.EqualTo(FestivalStanding.Past));
            Assert.That(At("2026-05-09", Slot(-.5), Slot(200), Slot(-.5)), Is.EqualTo(FestivalStanding.Present), "a rehearsal before its days");
            Assert.That(At("2026-05-09", Slot(-5), Slot(200), Slot(-5)), Is.EqualTo(FestivalStanding.Upcoming), "after the rehearsal");
        });
    }

    [Test]
    public async Task The_one_that_is_on_comes_first_then_the_next_ones_then_the_last_ones()
    {
        await using var host = await ApiHost.StartAsync();
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        await MakeAsync(host, "a-past", today.AddDays(-20), today.AddDays(-18));
        await MakeAsync(host, "b-longer-ago", today.AddDays(-40), today.AddDays(-38));
        await MakeAsync(host, "c-later", today.AddDays(40), today.AddDays(41));
        await MakeAsync(host, "d-next", today.AddDays(20), today.AddDays(21));
        await MakeAsync(host, "e-some-day", null, null);
        await MakeAsync(host, "f-present", today.AddDays(-3), today.AddDays(3));
        await MakeAsync(host, "g-on", null, null);
        await host.Operator.PostAsync("/api/v1/festivals/g-on/stages", new { id = "tea", name = "茶" }).OkAsync();
        await host.Operator.PutAsJsonAsync("/api/v1/festivals/g-on/rundown", new { revision = 0, slots = new[] { new { stage = "tea", title = "茶", start = TimeProvider.System.GetUtcNow().AddMinutes(-5), duration = 3600 } } }).OkAsync();
        await MakeAsync(host, "h-retired", today, today);
        await host.Operator.DeleteAsync("/api/v1/festivals/h-retired").OkAsync();

        var offered = await host.Anonymous.GetOkAsync("/api/v1/festivals?retired=true");
        var all = await host.Operator.GetOkAsync("/api/v1/festivals?retired=true");
        var site = await host.Anonymous.GetOkAsync("/api/v1/site");

        Assert.Multiple(() =>
        {
            Assert.That(Texts(offered, "id"), Is.EqualTo(["g-on", "f-present", "d-next", "c-later", "e-some-day", "a-past", "b-longer-ago"]));
            Assert.That(Texts(offered, "state"), Is.EqualTo(["present", "present", "upcoming", "upcoming", "upcoming", "past", "past"]));
            Assert.That((Texts(all, "id")[^1], Texts(all, "state")[^1]), Is.EqualTo(("h-retired", "retired")));
            Assert.That(site.GetProperty("festival").GetString(), Is.EqualTo("g-on"));
        });
    }

    private static Task<JsonElement> MakeAsync(ApiHost host, string id, DateOnly? firstDay, DateOnly? lastDay) =>
        host.Operator.PostAsync("/api/v1/festivals", new { id, name = "节", firstDay, lastDay }).OkAsync();

    private static List<string?> Texts(JsonElement list, string field) => [.. list.EnumerateArray().Select(festival => festival.GetProperty(field).GetString())];

    private static Festival FestivalOf(string? first, string? last) => new()
    {
        Id = FestivalId.Parse("festival"),
        Name = "节",
        NameEn = "Festival",
        FirstDay = first is null ? null : DateOnly.Parse(first, System.Globalization.CultureInfo.InvariantCulture),
        LastDay = last is null ? null : DateOnly.Parse(last, System.Globalization.CultureInfo.InvariantCulture),
    };
}
