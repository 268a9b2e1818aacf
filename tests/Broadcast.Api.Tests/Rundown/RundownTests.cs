using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Broadcast.Chat.Spine.Tokens;
using TestKit;

namespace Broadcast.Api.Tests.Rundown;

public sealed class RundownTests
{
    private const string Path = "/api/v1/festivals/festival/rundown";
    private static readonly DateTimeOffset Ten = new(2026, 8, 10, 10, 0, 0, TimeSpan.FromHours(8));
    private ApiHost _host = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _host = await ApiHost.StartAsync();
        await _host.CreateFestivalAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _host.DisposeAsync();

    [Test]
    public async Task A_plan_is_replaced_as_a_whole_and_read_in_the_order_of_its_starts()
    {
        var written = await PutAsync(await RevisionAsync(), Slot("suning", 3600, 60), Slot("gushi", 0, 3600)).OkAsync();

        var read = await _host.Anonymous.GetOkAsync(Path);
        var slots = read.GetProperty("slots").EnumerateArray().ToList();
        Assert.Multiple(() =>
        {
            Assert.That(read.GetRawText(), Is.EqualTo(written.GetRawText()));
            Assert.That(slots.Select(slot => slot.GetProperty("stage").GetString()), Is.EqualTo(["gushi", "suning"]));
            Assert.That(slots[0].GetProperty("start").GetDateTimeOffset(), Is.EqualTo(Ten));
            Assert.That(slots[0].GetProperty("start").GetString(), Does.EndWith("+00:00").Or.EndWith("Z"), "in UTC");
            Assert.That(slots[0].GetProperty("duration").GetDouble(), Is.EqualTo(3600));
        });
    }

    [Test]
    public async Task A_slot_keeps_its_title_in_English_and_has_none_where_none_was_given()
    {
        object[] slots =
        [
            new { stage = "gushi", title = "捡鸡蛋", titleEn = " Collecting eggs ", start = Ten, duration = 60 },
            new { stage = "suning", title = "琵琶曲", titleEn = "", start = Ten.AddSeconds(60), duration = 60 },
        ];
        await PutAsync(await RevisionAsync(), slots).OkAsync();

        var read = (await _host.Anonymous.GetOkAsync(Path)).GetProperty("slots").EnumerateArray().ToList();
        await Eventually.TrueAsync(() => _host.Facts.Relays is [{ Slots: [{ TitleEn: "Collecting eggs" }, { TitleEn: null }] }], "the facts have the titles");

        Assert.Multiple(() =>
        {
            Assert.That(read[0].GetProperty("titleEn").GetString(), Is.EqualTo("Collecting eggs"));
            Assert.That(read[1].TryGetProperty("titleEn", out _), Is.False);
        });
    }

    [Test]
    public async Task A_title_in_English_that_is_too_long_is_refused() =>
        await PutAsync(await RevisionAsync(), new { stage = "gushi", title = "x", titleEn = new string('x', 81), start = Ten, duration = 60 })
            .RefusedAsync(HttpStatusCode.BadRequest, "rundown.invalid");

    [Test]
    public async Task A_slot_that_did_not_change_keeps_its_id_and_revision()
    {
        var first = await PutAsync(await RevisionAsync(), Slot("gushi", 0, 60), Slot("suning", 60, 60)).OkAsync();
        var slots = first.GetProperty("slots").EnumerateArray().ToList();
        var ids = slots.ConvertAll(slot => slot.GetProperty("id").GetString());

        var second = await PutAsync(first.GetProperty("revision").GetInt64(), Slot("gushi", 0, 60, ids[0]), Slot("suning", 70, 60, ids[1])).OkAsync();

        var changed = second.GetProperty("slots").EnumerateArray().ToList();
        Assert.Multiple(() =>
        {
            Assert.That(changed.Select(slot => slot.GetProperty("id").GetString()), Is.EqualTo(ids));
            Assert.That(changed[0].GetProperty("revision").GetInt64(), Is.EqualTo(first.GetProperty("revision").GetInt64()));
            Assert.That(changed[1].GetProperty("revision").GetInt64(), Is.EqualTo(second.GetProperty("revision").GetInt64()));
        });
    }

    [Test]
    public async Task Of_two_changes_from_one_revision_the_second_is_refused()
    {
        var revision = await RevisionAsync();
        var first = await PutAsync(revision, Slot("gushi", 0, 60)).OkAsync();

        using var refused = await PutAsync(revision, Slot("suning", 0, 60));
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>();

        Assert.That((refused.StatusCode, problem.GetProperty("code").GetString()), Is.EqualTo((HttpStatusCode.Conflict, "rundown.conflict")));
        Assert.That(problem.GetProperty("rundown").GetRawText(), Is.EqualTo(first.GetRawText()), "what it is now");
    }

    [Test]
    public async Task Of_many_changes_at_once_exactly_one_wins()
    {
        var revision = await RevisionAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => PutAsync(revision, Slot("gushi", i * 100, 60))));

        Assert.That(answers.Select(answer => answer.StatusCode).Order(), Is.EqualTo([HttpStatusCode.OK, .. Enumerable.Repeat(HttpStatusCode.Conflict, 7)]));
    }

    [Test]
    public async Task Overlapping_slots_are_refused() =>
        await PutAsync(await RevisionAsync(), Slot("gushi", 0, 61), Slot("suning", 60, 60)).RefusedAsync(HttpStatusCode.BadRequest, "rundown.overlap");

    [Test]
    public async Task A_slot_of_an_unknown_stage_is_refused() =>
        await PutAsync(await RevisionAsync(), Slot("nowhere", 0, 60)).RefusedAsync(HttpStatusCode.NotFound, "stage.unknown");

    [TestCase(4.9)]
    [TestCase(86_401)]
    [TestCase(-1)]
    public async Task A_slot_too_short_or_too_long_is_refused(double seconds) =>
        await PutAsync(await RevisionAsync(), Slot("gushi", 0, seconds)).RefusedAsync(HttpStatusCode.BadRequest, "rundown.invalid");

    [Test]
    public async Task Two_slots_of_one_id_are_refused() =>
        await PutAsync(await RevisionAsync(), Slot("gushi", 0, 60, "same"), Slot("gushi", 60, 60, "same")).RefusedAsync(HttpStatusCode.BadRequest, "rundown.invalid");

    [Test]
    public async Task More_than_500_slots_are_refused() =>
        await PutAsync(await RevisionAsync(), [.. Enumerable.Range(0, 501).Select(i => Slot("gushi", i * 10, 10))])
            .RefusedAsync(HttpStatusCode.BadRequest, "rundown.invalid");

    [Test]
    public async Task A_change_without_a_revision_is_refused() =>
        await _host.Operator.PutAsJsonAsync(Path, new { slots = Array.Empty<object>() }).RefusedAsync(HttpStatusCode.BadRequest, "rundown.invalid");

    [Test]
    public async Task The_facts_carry_the_plan()
    {
        await PutAsync(await RevisionAsync(), Slot("suning", 500, 90)).OkAsync();

        await Eventually.TrueAsync(
            () => _host.Facts.Relays is [{ Slots: [{ Duration: 90_000 } slot] }] && slot.Stage.Value == "suning" && slot.Start == Ten.AddSeconds(500).ToUnixTimeMilliseconds(),
            "the facts have the new plan");
    }

    [Test]
    public async Task Only_operators_change_the_plan()
    {
        using var anchor = _host.Client(_host.Token(Roles.Anchor));

        await anchor.PutAsJsonAsync(Path, new { revision = 0, slots = Array.Empty<object>() }).RefusedAsync(HttpStatusCode.Forbidden, "auth.forbidden");
        await _host.Anonymous.PutAsJsonAsync(Path, new { revision = 0, slots = Array.Empty<object>() }).RefusedAsync(HttpStatusCode.Unauthorized, "auth.required");
    }

    [Test]
    public async Task An_unknown_festival_has_no_plan()
    {
        await _host.Anonymous.GetAsync("/api/v1/festivals/none/rundown").RefusedAsync(HttpStatusCode.NotFound, "festival.unknown");
        await _host.Operator.PutAsJsonAsync("/api/v1/festivals/none/rundown", new { revision = 0, slots = Array.Empty<object>() })
            .RefusedAsync(HttpStatusCode.NotFound, "festival.unknown");
    }

    private static object Slot(string stage, double at, double seconds, string? id = null) =>
        new { id, stage, title = $"{stage} {at}", start = Ten.AddSeconds(at), duration = seconds };

    private async Task<long> RevisionAsync() => (await _host.Anonymous.GetOkAsync(Path)).GetProperty("revision").GetInt64();

    private Task<HttpResponseMessage> PutAsync(long revision, params object[] slots) => _host.Operator.PutAsJsonAsync(Path, new { revision, slots });
}
