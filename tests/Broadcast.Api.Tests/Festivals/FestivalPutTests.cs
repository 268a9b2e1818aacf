using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Broadcast.Api.Tests.Festivals;

/// <summary>Festivals, chapters and stages are renamed and put in another order; who comes second is told what has changed.</summary>
public sealed class FestivalPutTests
{
    private static readonly object[] Chapters = [new { id = "art", name = "艺术" }, new { id = "craft", name = "工匠" }];
    private ApiHost _host = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _host = await ApiHost.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _host.DisposeAsync();

    [Test]
    public async Task A_festival_is_renamed_and_its_stages_and_chapters_come_in_another_order()
    {
        var made = await MakeAsync("renamed");

        var put = await PutAsync("renamed", new
        {
            revision = Revision(made),
            name = "新",
            nameEn = "New",
            theme = "乐",
            timeZone = "Asia/Urumqi",
            firstDay = "2026-05-01",
            lastDay = "2026-05-03",
            chapters = new[] { new { id = "food", name = "美食", nameEn = "Food" }, new { id = "art", name = "新艺术", nameEn = "" } },
            stages = new[] { "renamed-two", "renamed-one" },
        }).OkAsync();

        var read = await _host.Anonymous.GetOkAsync("/api/v1/festivals/renamed");
        Assert.Multiple(() =>
        {
            Assert.That(read.GetRawText(), Is.EqualTo(put.GetRawText()));
            Assert.That((Text(read, "name"), Text(read, "nameEn"), Text(read, "theme"), Text(read, "timeZone")), Is.EqualTo(("新", "New", "乐", "Asia/Urumqi")));
            Assert.That((Text(read, "firstDay"), Text(read, "lastDay")), Is.EqualTo(("2026-05-01", "2026-05-03")));
            Assert.That(Ids(read, "chapters"), Is.EqualTo(["food", "art"]));
            Assert.That(read.GetProperty("chapters")[1].GetProperty("name").GetString(), Is.EqualTo("新艺术"));
            Assert.That(Ids(read, "stages"), Is.EqualTo(["renamed-two", "renamed-one"]));
            Assert.That(Revision(read), Is.EqualTo(Revision(made) + 1));
        });
    }

    [Test]
    public async Task A_chapter_that_is_left_out_is_kept_for_operators_and_comes_back_when_it_is_named_again()
    {
        var made = await MakeAsync("kept");

        var without = await PutAsync("kept", new { revision = Revision(made), name = "节", chapters = Chapters[..1] }).OkAsync();
        var all = await _host.Operator.GetOkAsync("/api/v1/festivals/kept?retired=true");
        var seen = await _host.Anonymous.GetOkAsync("/api/v1/festivals/kept?retired=true");
        var again = await PutAsync("kept", new { revision = Revision(without), name = "节", chapters = Chapters }).OkAsync();

        Assert.Multiple(() =>
        {
            Assert.That(Ids(without, "chapters"), Is.EqualTo(["art"]));
            Assert.That(all.GetProperty("chapters").EnumerateArray().Select(chapter => (Text(chapter, "id"), chapter.TryGetProperty("retiredAt", out _))), Is.EquivalentTo([("art", false), ("craft", true)]));
            Assert.That(Ids(seen, "chapters"), Is.EqualTo(["art"]), "for operators only");
            Assert.That(Ids(again, "chapters"), Is.EqualTo(["art", "craft"]));
            Assert.That(again.GetRawText(), Does.Not.Contain("retiredAt"));
        });
    }

    [Test]
    public async Task Of_two_who_change_a_festival_the_second_gets_what_it_is_now()
    {
        var made = await MakeAsync("contested");
        await PutAsync("contested", new { revision = Revision(made), name = "一", chapters = Chapters }).OkAsync();

        var refused = await ProblemAsync(PutAsync("contested", new { revision = Revision(made), name = "二", chapters = Chapters }), HttpStatusCode.Conflict);
        await PutAsync("contested", new { revision = Revision(refused.GetProperty("festival")), name = "二", chapters = Chapters }).OkAsync();

        Assert.That((Text(refused, "code"), Text(refused.GetProperty("festival"), "name")), Is.EqualTo(("festival.conflict", "一")));
    }

    [Test]
    public async Task A_change_that_changes_nothing_leaves_the_revision()
    {
        var made = await MakeAsync("same");

        var put = await PutAsync("same", new { revision = Revision(made), name = "节", chapters = Chapters, stages = new[] { "same-one" } }).OkAsync();

        Assert.That(put.GetRawText(), Is.EqualTo(made.GetRawText()));
    }

    [Test]
    public async Task Each_field_that_is_wrong_is_named()
    {
        await MakeAsync("faulty");

        var refused = await ProblemAsync(PutAsync("faulty", new
        {
            name = "",
            nameEn = new string('x', 81),
            timeZone = "Mars",
            firstDay = "1.5.2026",
            stages = new[] { "elsewhere" },
            chapters = new object?[] { new { id = "a", name = "一" }, new { id = "a", name = "二" }, new { id = "B", name = "三" }, null },
        }), HttpStatusCode.BadRequest);

        Assert.That(Text(refused, "code"), Is.EqualTo("festival.invalid"));
        Assert.That(
            refused.GetProperty("fields").EnumerateArray().Select(field => $"{Text(field, "field")} {Text(field, "fault")}"),
            Is.EquivalentTo(["name length", "nameEn length", "timeZone form", "firstDay form", "chapters[1].id taken", "chapters[2].id form", "chapters[3] form", "stages[0] unknown", "revision form"]));
    }

    [Test]
    public async Task A_festival_does_not_end_before_it_begins() =>
        await _host.Operator.PostAsync("/api/v1/festivals", new { id = "back", name = "节", firstDay = "2026-05-03", lastDay = "2026-05-01" }).RefusedAsync(HttpStatusCode.BadRequest, "festival.invalid");

    [Test]
    public async Task A_stage_is_renamed_and_the_second_who_does_it_gets_what_it_is_now()
    {
        await MakeAsync("staged");
        const string path = "/api/v1/stages/staged-one";

        var put = await _host.Operator.PutAsJsonAsync(path, new { revision = 1, name = "茶山", nameEn = "Tea hill", place = "云南", shown = "采茶" }).OkAsync();
        var stale = await ProblemAsync(_host.Operator.PutAsJsonAsync(path, new { revision = 1, name = "别的" }), HttpStatusCode.Conflict);
        var faulty = await ProblemAsync(_host.Operator.PutAsJsonAsync(path, new { name = "", place = new string('x', 81) }), HttpStatusCode.BadRequest);
        await _host.Operator.PutAsJsonAsync("/api/v1/stages/nowhere", new { revision = 1, name = "一" }).RefusedAsync(HttpStatusCode.NotFound, "stage.unknown");

        var read = (await _host.Anonymous.GetOkAsync("/api/v1/festivals/staged")).GetProperty("stages")[0];
        Assert.Multiple(() =>
        {
            Assert.That(read.GetRawText(), Is.EqualTo(put.GetRawText()));
            Assert.That((Text(put, "name"), Text(put, "nameEn"), Text(put, "placeEn"), Text(put, "shown"), Revision(put)), Is.EqualTo(("茶山", "Tea hill", "云南", "采茶", 2L)));
            Assert.That((Text(stale, "code"), Text(stale.GetProperty("stage"), "name")), Is.EqualTo(("stage.conflict", "茶山")));
            Assert.That(faulty.GetProperty("fields").EnumerateArray().Select(field => Text(field, "field")), Is.EqualTo(["name", "place", "revision"]));
        });
    }

    private async Task<JsonElement> MakeAsync(string id)
    {
        await _host.Operator.PostAsync("/api/v1/festivals", new { id, name = "节", chapters = Chapters }).OkAsync();
        foreach (var stage in (string[])["one", "two"])
            await _host.Operator.PostAsync($"/api/v1/festivals/{id}/stages", new { id = $"{id}-{stage}", name = stage }).OkAsync();
        return await _host.Anonymous.GetOkAsync($"/api/v1/festivals/{id}");
    }

    private Task<HttpResponseMessage> PutAsync(string id, object body) => _host.Operator.PutAsJsonAsync($"/api/v1/festivals/{id}", body);

    private static async Task<JsonElement> ProblemAsync(Task<HttpResponseMessage> call, HttpStatusCode status)
    {
        using var answer = await call;
        var text = await answer.Content.ReadAsStringAsync();
        Assert.That(answer.StatusCode, Is.EqualTo(status), text);
        return JsonDocument.Parse(text).RootElement;
    }

    private static string? Text(JsonElement from, string field) => from.GetProperty(field).GetString();

    private static long Revision(JsonElement from) => from.GetProperty("revision").GetInt64();

    private static IEnumerable<string?> Ids(JsonElement from, string list) => from.GetProperty(list).EnumerateArray().Select(entry => Text(entry, "id"));
}
