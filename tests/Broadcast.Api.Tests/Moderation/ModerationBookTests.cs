using System.Text.Json;
using Broadcast.Api.Facts;
using Broadcast.Api.Moderation;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Moderation;
using Broadcast.Chat.Contracts.Outcomes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TestKit;
using static Broadcast.Api.Tests.Moderation.Acts;

namespace Broadcast.Api.Tests.Moderation;

[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.Postgres)]
public sealed class ModerationBookTests(Engine engine)
{
    private ApiHost _host = null!;

    private ModerationBook Book => _host.Services.GetRequiredService<ModerationBook>();

    [OneTimeSetUp]
    public async Task StartAsync() => _host = await ApiHost.StartAsync(engine, "--Records:Kept", "30.00:00:00");

    [OneTimeTearDown]
    public async Task StopAsync() => await _host.DisposeAsync();

    [Test]
    public async Task A_ban_is_in_the_trail_and_in_the_facts_once()
    {
        var ban = Act("ban", "guest:once", Now(), everywhere: true) with { Until = Now() + 60_000 };

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Book.KeepAsync(ban, CancellationToken.None))));

        await Eventually.TrueAsync(() => _host.Facts.Restrictions.Any(held => held.Viewer == ban.Viewer), "the facts have the ban");
        var fact = _host.Facts.Restrictions.Single(held => held.Viewer == ban.Viewer);
        var records = (await _host.Operator.GetOkAsync("/api/v1/moderation/records?viewer=guest:once")).GetProperty("records");
        Assert.Multiple(() =>
        {
            Assert.That(fact, Is.EqualTo(new RestrictionFact { Viewer = ban.Viewer!.Value, Room = null, Kind = "ban", Until = ban.Until }));
            Assert.That(records.GetArrayLength(), Is.EqualTo(1));
            Assert.That(records[0].GetProperty("id").GetString(), Is.EqualTo(ban.Id));
            Assert.That(records[0].GetProperty("everywhere").GetBoolean(), Is.True);
        });
    }

    [Test]
    public async Task An_act_that_changes_no_ban_or_shadow_leaves_the_facts_as_they_are()
    {
        var before = await RevisionAsync();

        await KeepAsync(
            Act("remove", "guest:said", Now()), Act("mode", null, Now()), Act("timeout", "guest:said", Now()), Act("lift", "guest:said", Now()), Act("reject", "guest:said", Now()));

        Assert.That(await RevisionAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task A_rooms_mode_is_that_of_the_latest_act_whichever_is_delivered_first()
    {
        var closed = RoomMode.Open with { Chat = ChatModes.Staff, SlowSeconds = 5, FollowedMinutes = 60, Review = true };

        var latest = ModeAct(closed, 2_000);
        await KeepAsync(latest, ModeAct(RoomMode.Open, 1_000));

        await using var database = _host.Database();
        var facts = await _host.Services.GetRequiredService<FactsDocument>().ReadAsync(database, DateTimeOffset.UtcNow, CancellationToken.None);
        Assert.That(facts.Modes.Single(mode => mode.Room.Value == "zhanyi"), Is.EqualTo(new ModeFact { Room = RoomId.Parse("zhanyi"), Mode = closed, By = latest.By, Since = 2_000 }));
    }

    private static ModeratorActed ModeAct(RoomMode mode, long at) =>
        Act("mode", null, at, "zhanyi") with { Text = JsonSerializer.Serialize(mode, ContractJson.Options) };

    [Test]
    public async Task A_new_restriction_replaces_the_one_before_in_its_room()
    {
        await KeepAsync(Act("ban", "guest:one", 1_000), Act("ban", "guest:one", 1_100, "suning"), Act("shadow", "guest:one", 2_000));
        Assert.That(await HeldAsync("guest:one"), Is.EqualTo(["shadow gushi", "ban suning"]));

        await KeepAsync(Act("timeout", "guest:one", 3_000));
        Assert.That(await HeldAsync("guest:one"), Is.EqualTo(["ban suning"]));

        await KeepAsync(Act("shadow", "guest:one", 4_000, everywhere: true));
        Assert.That(await HeldAsync("guest:one"), Is.EqualTo(["shadow *", "ban suning"]), "what one room imposes holds besides");
    }

    [Test]
    public async Task Of_two_restrictions_in_force_the_newer_one_comes_first_in_the_facts()
    {
        await KeepAsync(Act("shadow", "guest:two", 1_000, everywhere: true), Act("ban", "guest:two", 2_000));

        Assert.That(await HeldAsync("guest:two"), Is.EqualTo(["ban gushi", "shadow *"]));
    }

    [Test]
    public async Task A_lift_ends_what_holds_in_its_room_or_everywhere()
    {
        await KeepAsync(Act("ban", "guest:free", 1_000), Act("ban", "guest:free", 1_000, "suning"), Act("ban", "guest:bound", 1_000));

        await KeepAsync(Act("lift", "guest:free", 2_000));
        Assert.That(await HeldAsync("guest:free"), Is.EqualTo(["ban suning"]));

        await KeepAsync(Act("ban", "guest:free", 3_000), Act("lift", "guest:free", 4_000, everywhere: true));
        await Assert.MultipleAsync(async () =>
        {
            Assert.That(await HeldAsync("guest:free"), Is.Empty);
            Assert.That(await HeldAsync("guest:bound"), Is.EqualTo(["ban gushi"]), "another person's ban stays");
        });
    }

    [Test]
    public async Task The_facts_have_the_lifts_of_all_rooms_of_the_last_day()
    {
        var day = (long)TimeSpan.FromDays(1).TotalMilliseconds;
        var lift = Act("lift", "guest:lifted", Now() - day + 60_000, everywhere: true);
        var before = await RevisionAsync();

        await KeepAsync(lift, Act("lift", "guest:longago", Now() - day - 60_000, everywhere: true), Act("lift", "guest:inone", Now()));

        await Eventually.TrueAsync(() => _host.Facts.Lifts.Any(fact => fact.Viewer == lift.Viewer), "the facts have the lift");
        await Assert.MultipleAsync(async () =>
        {
            Assert.That(_host.Facts.Lifts.Where(fact => fact.Viewer.Value is "guest:lifted" or "guest:longago" or "guest:inone"), Is.EqualTo([new LiftFact { Viewer = lift.Viewer!.Value, At = lift.At }]));
            Assert.That(await RevisionAsync(), Is.GreaterThan(before));
        });
    }

    [TestCase("lift")]
    [TestCase("ban")]
    [TestCase("shadow")]
    public async Task A_later_act_for_all_rooms_wins_although_it_is_delivered_first(string later)
    {
        var viewer = $"guest:late-{later}";

        await KeepAsync(Act(later, viewer, 9_000, "suning", everywhere: true), Act("ban", viewer, 5_000), Act("shadow", viewer, 6_000, everywhere: true), Act("lift", viewer, 7_000));

        Assert.That(await HeldAsync(viewer), later == "lift" ? Is.Empty : Is.EqualTo([$"{later} *"]));
    }

    [Test]
    public async Task An_older_act_for_all_rooms_does_not_undo_a_newer_act_in_one_room()
    {
        await KeepAsync(Act("ban", "guest:newer", 9_000), Act("lift", "guest:newer", 5_000, "suning", everywhere: true));
        Assert.That(await HeldAsync("guest:newer"), Is.EqualTo(["ban gushi"]));

        await KeepAsync(Act("shadow", "guest:newer", 6_000, "suning", everywhere: true));
        Assert.That(await HeldAsync("guest:newer"), Is.EqualTo(["ban gushi", "shadow *"]));
    }

    [Test]
    public async Task Any_order_of_delivery_between_rooms_gives_the_same_restrictions([Range(0, 23)] int order)
    {
        var viewer = $"guest:order-{order}";
        var acts = new List<ModeratorActed>
        {
            Act("ban", viewer, 1_000), Act("shadow", viewer, 2_000, "suning", everywhere: true), Act("ban", viewer, 3_000, "zhanyi"), Act("timeout", viewer, 4_000, "tongxiang"),
        };

        foreach (var left in (int[])[order / 6, order / 2 % 3, order % 2, 0])
        {
            await Book.KeepAsync(acts[left], CancellationToken.None);
            acts.RemoveAt(left);
        }

        Assert.That(await HeldAsync(viewer), Is.EqualTo(["ban zhanyi", "shadow *", "ban gushi"]));
    }

    [Test]
    public async Task Restrictions_that_are_over_leave_the_facts_and_the_cleaner_removes_them_and_old_records()
    {
        var now = Now();
        var month = (long)TimeSpan.FromDays(31).TotalMilliseconds;
        await KeepAsync(
            Act("ban", "guest:over", now - 2_000) with { Until = now - 1_000 }, Act("ban", "guest:ends", now) with { Until = now + 60_000 },
            Act("ban", "guest:old", now - month));

        Assert.That(await HeldAsync("guest:over"), Is.Empty);
        Assert.That(await HeldAsync("guest:ends", later: TimeSpan.FromSeconds(61)), Is.Empty);

        await _host.Services.GetRequiredService<ModerationCleaner>().CleanAsync(CancellationToken.None);

        await using var database = _host.Database();
        var left = await database.StandingRestrictions.Select(held => held.Viewer).ToListAsync();
        var records = await database.ModerationRecords.Select(record => record.Viewer).ToListAsync();
        await Assert.MultipleAsync(async () =>
        {
            Assert.That(left.Select(viewer => viewer.Value), Does.Not.Contain("guest:over").And.Contain("guest:ends").And.Contain("guest:old"));
            Assert.That(records.Select(viewer => viewer?.Value), Does.Contain("guest:over").And.Contain("guest:ends").And.Not.Contain("guest:old"));
            Assert.That(await HeldAsync("guest:old"), Is.EqualTo(["ban gushi"]), "a ban without an end outlives its record");
        });
    }

    private static long Now() => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    private async Task KeepAsync(params ModeratorActed[] acts)
    {
        foreach (var act in acts)
            await Book.KeepAsync(act, CancellationToken.None);
    }

    private async Task<long> RevisionAsync()
    {
        await using var database = _host.Database();
        return (await FactsDocument.StampAsync(database, CancellationToken.None)).Revision;
    }

    /// <summary>A viewer's restrictions in the facts, now or <paramref name="later"/>.</summary>
    private async Task<List<string>> HeldAsync(string viewer, TimeSpan later = default)
    {
        await using var database = _host.Database();
        var facts = await _host.Services.GetRequiredService<FactsDocument>().ReadAsync(database, DateTimeOffset.UtcNow + later, CancellationToken.None);
        return [.. facts.Restrictions.Where(held => held.Viewer.Value == viewer).Select(held => $"{held.Kind} {held.Room?.Value ?? "*"}")];
    }
}
