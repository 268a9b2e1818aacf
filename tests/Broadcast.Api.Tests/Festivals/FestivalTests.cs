using System.Net;
using Broadcast.Chat.Spine.Tokens;

namespace Broadcast.Api.Tests.Festivals;

public sealed class FestivalTests
{
    private ApiHost _host = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _host = await ApiHost.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _host.DisposeAsync();

    [Test]
    public async Task A_festival_is_made_with_chapters_and_stages_and_read_by_anyone()
    {
        var chapters = new[] { new { id = "art", name = "艺术", nameEn = "Art", text = "民族舞" }, new { id = "craft", name = "工匠", nameEn = "Craft", text = "" } };
        await _host.Operator.PostAsync("/api/v1/festivals", new { id = "made", name = "节", theme = "乐在乡村", chapters }).OkAsync();
        await _host.Operator.PostAsync("/api/v1/festivals/made/stages", new { id = "made-one", name = "一", place = "云南" }).OkAsync();
        await _host.Operator.PostAsync("/api/v1/festivals/made/stages", new { id = "made-two", name = "二", nameEn = "Two" }).OkAsync();

        var programme = await _host.Anonymous.GetOkAsync("/api/v1/festivals/made");
        var list = await _host.Anonymous.GetOkAsync("/api/v1/festivals");

        Assert.Multiple(() =>
        {
            Assert.That(programme.GetProperty("channel").GetString(), Is.EqualTo("made"));
            Assert.That(programme.GetProperty("nameEn").GetString(), Is.EqualTo("节"), "English texts may be left out");
            Assert.That(programme.GetProperty("timeZone").GetString(), Is.EqualTo("Asia/Shanghai"));
            Assert.That(programme.GetProperty("chapters").EnumerateArray().Select(chapter => chapter.GetProperty("id").GetString()), Is.EqualTo(["art", "craft"]));
            Assert.That(programme.GetProperty("stages").EnumerateArray().Select(stage => stage.GetProperty("id").GetString()), Is.EqualTo(["made-one", "made-two"]));
            Assert.That(programme.GetRawText(), Does.Not.Contain("igest").And.Not.Contain("streamKey"));
            Assert.That(list.EnumerateArray().Select(festival => festival.GetProperty("id").GetString()), Does.Contain("made"));
        });
    }

    [Test]
    public Task An_unknown_festival_is_not_found() => _host.Anonymous.GetAsync("/api/v1/festivals/none").RefusedAsync(HttpStatusCode.NotFound, "festival.unknown");

    [Test]
    public async Task A_festival_and_a_stage_cannot_have_the_same_id()
    {
        await _host.Operator.PostAsync("/api/v1/festivals", new { id = "space", name = "节" }).OkAsync();
        await _host.Operator.PostAsync("/api/v1/festivals/space/stages", new { id = "space-stage", name = "一" }).OkAsync();

        await _host.Operator.PostAsync("/api/v1/festivals", new { id = "space", name = "节" }).RefusedAsync(HttpStatusCode.Conflict, "channel.taken");
        await _host.Operator.PostAsync("/api/v1/festivals", new { id = "space-stage", name = "节" }).RefusedAsync(HttpStatusCode.Conflict, "channel.taken");
        await _host.Operator.PostAsync("/api/v1/festivals/space/stages", new { id = "space", name = "一" }).RefusedAsync(HttpStatusCode.Conflict, "channel.taken");
    }

    [TestCase("UPPER", "节", null)]
    [TestCase("-a", "节", null)]
    [TestCase(null, "节", null)]
    [TestCase("a", "", null)]
    [TestCase("a", "a\u0000b", null)]
    [TestCase("a", "节", "Mars/Olympus")]
    public Task A_faulty_festival_is_refused(string? id, string name, string? timeZone) =>
        _host.Operator.PostAsync("/api/v1/festivals", new { id, name, timeZone }).RefusedAsync(HttpStatusCode.BadRequest, "festival.invalid");

    [Test]
    public Task Two_chapters_of_one_id_are_refused() =>
        _host.Operator.PostAsync("/api/v1/festivals", new { id = "twice", name = "节", chapters = new[] { new { id = "a", name = "一" }, new { id = "a", name = "二" } } })
            .RefusedAsync(HttpStatusCode.BadRequest, "festival.invalid");

    [Test]
    public Task A_faulty_stage_is_refused() =>
        _host.Operator.PostAsync("/api/v1/festivals/none/stages", new { id = "No", name = "一" }).RefusedAsync(HttpStatusCode.BadRequest, "stage.invalid");

    [Test]
    public Task A_stage_needs_its_festival() =>
        _host.Operator.PostAsync("/api/v1/festivals/none/stages", new { id = "lost", name = "一" }).RefusedAsync(HttpStatusCode.NotFound, "festival.unknown");

    [Test]
    public async Task Only_operators_make_festivals()
    {
        using var anchor = _host.Client(_host.Token(Roles.Anchor));

        await _host.Anonymous.PostAsync("/api/v1/festivals", new { id = "b", name = "节" }).RefusedAsync(HttpStatusCode.Unauthorized, "auth.required");
        await anchor.PostAsync("/api/v1/festivals", new { id = "b", name = "节" }).RefusedAsync(HttpStatusCode.Forbidden, "auth.forbidden");
    }
}
