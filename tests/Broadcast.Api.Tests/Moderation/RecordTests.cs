using System.Net;
using System.Text.Json;
using Broadcast.Api.Moderation;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.Extensions.DependencyInjection;
using static Broadcast.Api.Tests.Moderation.Acts;

namespace Broadcast.Api.Tests.Moderation;

public sealed class RecordTests
{
    private const string Path = "/api/v1/moderation/records";
    private ApiHost _host = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _host = await ApiHost.StartAsync("--Records:Kept", "3650.00:00:00");
        var book = _host.Services.GetRequiredService<ModerationBook>();
        var start = DateTimeOffset.UtcNow.AddDays(-1).ToUnixTimeMilliseconds();
        // Several acts have the same time: their order in the trail is by time, then by id.
        for (var i = 0; i < 120; i++)
            await book.KeepAsync(
                Act(i % 3 == 0 ? "ban" : "remove", $"guest:{i % 4}", start + (i / 5), i % 2 == 0 ? "gushi" : "suning") with { Text = $"said {i}" }, CancellationToken.None);
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _host.DisposeAsync();

    [TestCase(1)]
    [TestCase(7)]
    [TestCase(60)]
    public async Task Pages_list_each_record_once_the_newest_first(int size)
    {
        var all = new List<(DateTimeOffset At, string Id)>();
        string? next = null;
        do
        {
            var page = await _host.Operator.GetOkAsync($"{Path}?limit={size}{(next is null ? "" : $"&before={Uri.EscapeDataString(next)}")}");
            all.AddRange(page.GetProperty("records").EnumerateArray().Select(record => (record.GetProperty("at").GetDateTimeOffset(), record.GetProperty("id").GetString()!)));
            next = page.GetProperty("next").GetString();
        }
        while (next is not null);

        Assert.Multiple(() =>
        {
            Assert.That(all, Has.Count.EqualTo(120));
            Assert.That(all.Select(record => record.Id), Is.Unique);
            Assert.That(all.Select(record => record.At), Is.Ordered.Descending);
        });
    }

    [TestCase("", 50)]
    [TestCase("?limit=1000", 120)]
    [TestCase("?limit=0", 1)]
    [TestCase("?limit=200&room=gushi", 60)]
    [TestCase("?limit=200&viewer=guest:3", 30)]
    [TestCase("?limit=200&action=ban", 40)]
    [TestCase("?limit=200&action=ban&room=suning&viewer=guest:3", 10)]
    [TestCase("?limit=200&by=staff:zhao", 120)]
    [TestCase("?limit=200&by=staff:nobody", 0)]
    public async Task Filters_narrow_the_trail(string query, int count)
    {
        var page = await _host.Operator.GetOkAsync(Path + query);

        Assert.That(page.GetProperty("records").GetArrayLength(), Is.EqualTo(count));
    }

    [Test]
    public async Task A_record_says_what_was_done_and_is_kept_by_no_cache()
    {
        using var answer = await _host.Operator.GetAsync($"{Path}?limit=1&room=suning");

        var record = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("records")[0];
        Assert.Multiple(() =>
        {
            Assert.That(answer.Headers.CacheControl!.NoStore, Is.True);
            Assert.That(record.GetProperty("room").GetString(), Is.EqualTo("suning"));
            Assert.That(record.GetProperty("by").GetString(), Is.EqualTo("staff:zhao"));
            Assert.That(record.GetProperty("byName").GetString(), Is.EqualTo("Zhao"));
            Assert.That(record.GetProperty("viewerName").GetString(), Is.EqualTo("Lin"));
            Assert.That(record.GetProperty("text").GetString(), Does.StartWith("said "));
            Assert.That(record.GetProperty("reason").GetString(), Is.EqualTo("spam"));
            Assert.That(record.GetProperty("until").ValueKind, Is.EqualTo(JsonValueKind.Null));
            Assert.That(record.GetProperty("everywhere").GetBoolean(), Is.False);
        });
    }

    [TestCase("action=rule", "moderation.action")]
    [TestCase("before=never", "moderation.before")]
    [TestCase("before=99999999999999999.x", "moderation.before")]
    [TestCase("room=No Room", "request.invalid")]
    public Task A_faulty_query_is_refused(string query, string code) => _host.Operator.GetAsync($"{Path}?{query}").RefusedAsync(HttpStatusCode.BadRequest, code);

    [Test]
    public async Task Operators_auditors_and_moderators_of_all_rooms_read_the_trail()
    {
        using var auditor = _host.Client(_host.Token(Roles.Auditor));
        using var everywhere = _host.Client(_host.ModeratorToken([ModerationRights.Remove]));
        using var here = _host.Client(_host.ModeratorToken([.. ModerationRights.All], "gushi"));
        using var anchor = _host.Client(_host.Token(Roles.Anchor));

        await auditor.GetOkAsync(Path);
        await everywhere.GetOkAsync(Path);
        await here.GetAsync($"{Path}?room=gushi").RefusedAsync(HttpStatusCode.Forbidden, "auth.forbidden");
        await anchor.GetAsync(Path).RefusedAsync(HttpStatusCode.Forbidden, "auth.forbidden");
        await _host.Anonymous.GetAsync(Path).RefusedAsync(HttpStatusCode.Unauthorized, "auth.required");
    }
}
