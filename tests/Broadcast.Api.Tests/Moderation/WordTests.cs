using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Broadcast.Chat.Spine.Tokens;
using TestKit;

namespace Broadcast.Api.Tests.Moderation;

public sealed class WordTests
{
    private const string Path = "/api/v1/moderation/words";
    private ApiHost _host = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _host = await ApiHost.StartAsync();

    [SetUp]
    public Task EmptyAsync() => ReplaceAsync([]).OkAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _host.DisposeAsync();

    [Test]
    public async Task A_word_is_added_sent_to_the_rooms_and_removed()
    {
        using var moderator = _host.Client(_host.ModeratorToken([ModerationRights.Words]));

        var added = await moderator.PostAsync(Path, new { text = " 假货 ", action = "hold" }).OkAsync();
        await Eventually.TrueAsync(() => _host.Facts.Words is [{ Text: "假货", Action: "hold" }], "the facts have the word");
        var listed = (await ListAsync()).Single();
        Assert.Multiple(() =>
        {
            Assert.That(added.GetProperty("text").GetString(), Is.EqualTo("假货"));
            Assert.That(listed.GetProperty("addedBy").GetString(), Is.EqualTo("Zhao"));
            Assert.That(listed.GetProperty("addedAt").GetDateTimeOffset(), Is.EqualTo(DateTimeOffset.UtcNow).Within(TimeSpan.FromMinutes(1)));
        });

        await moderator.DeleteAsync($"{Path}?text=假货").OkAsync();

        await Eventually.TrueAsync(() => _host.Facts.Words is [], "the word is out of the facts");
        await moderator.DeleteAsync($"{Path}?text=假货").RefusedAsync(HttpStatusCode.NotFound, "words.unknown");
        Assert.That(await RecordedAsync(2), Is.EqualTo(["-假货 hold", "+假货 hold"]));
    }

    [TestCase("casino", "ＣＡＳＩＮＯ")]
    [TestCase("VX群", "ⓥⓧ群")]
    [TestCase("top 1", "Top\u30001")]
    public async Task The_same_text_in_another_width_or_case_is_the_same_word(string text, string again)
    {
        await AddAsync(text, "mask").OkAsync();

        await AddAsync(again, "block").OkAsync();
        await AddAsync(again, "block").OkAsync();

        Assert.That(await WordsAsync(), Is.EqualTo([$"{text} block"]));
        Assert.That(await RecordedAsync(2), Is.EqualTo([$"{text} mask → block", $"+{text} mask"]), "an addition that changes nothing is not recorded");
        await _host.Operator.DeleteAsync($"{Path}?text={Uri.EscapeDataString(again)}").OkAsync();
        Assert.That(await WordsAsync(), Is.Empty);
    }

    [TestCase("", "mask")]
    [TestCase("   ", "mask")]
    [TestCase("...!", "mask")]
    [TestCase("a\nb", "mask")]
    [TestCase("假货", "ban")]
    [TestCase("假货", null)]
    [TestCase(null, "mask")]
    public Task A_faulty_word_is_refused(string? text, string? action) => AddAsync(text, action).RefusedAsync(HttpStatusCode.BadRequest, "words.invalid");

    [Test]
    public async Task A_word_has_at_most_fifty_characters()
    {
        await AddAsync(new string('假', 51), "mask").RefusedAsync(HttpStatusCode.BadRequest, "words.invalid");

        await AddAsync(new string('假', 50), "mask").OkAsync();
    }

    [Test]
    public async Task A_word_takes_the_place_of_another_in_one_call_and_the_audit_says_so()
    {
        await AddAsync("假货", "hold").OkAsync();

        await _host.Operator.PostAsync(Path, new { text = "高仿货", action = "block", replaces = "假货" }).OkAsync();
        await _host.Operator.PostAsync(Path, new { text = "x", action = "block", replaces = "假货" }).RefusedAsync(HttpStatusCode.NotFound, "words.unknown");

        var noted = (await _host.Operator.GetOkAsync("/api/v1/audit?what=word&limit=2")).GetProperty("entries").EnumerateArray()
            .Select(entry => $"{entry.GetProperty("action").GetString()} {entry.GetProperty("id").GetString()}").ToList();
        await Assert.MultipleAsync(async () =>
        {
            Assert.That(await WordsAsync(), Is.EqualTo(["高仿货 block"]));
            Assert.That(noted, Is.EquivalentTo(["made 高仿货", "retired 假货"]));
        });
    }

    [Test]
    public async Task A_word_that_somebody_else_has_changed_or_removed_is_not_overwritten_unseen()
    {
        await AddAsync("casino", "hold").OkAsync();
        await ChangeAsync("casino", "casino", "hold", "block").OkAsync();

        var changed = await ChangeAsync("casino", "casino", "hold", "mask").RefusedAsync(HttpStatusCode.Conflict, "words.conflict");
        await ChangeAsync("casino", "Casino", "block", "block").OkAsync();
        var renamed = await ChangeAsync("casino", "casinos", "block", "block").RefusedAsync(HttpStatusCode.Conflict, "words.conflict");
        await _host.Operator.DeleteAsync($"{Path}?text=casino").OkAsync();
        var gone = await ChangeAsync("Casino", "casinos", "block", "mask").RefusedAsync(HttpStatusCode.Conflict, "words.conflict");

        await Assert.MultipleAsync(async () =>
        {
            Assert.That(changed.GetProperty("word").GetProperty("action").GetString(), Is.EqualTo("block"));
            Assert.That(renamed.GetProperty("word").GetProperty("text").GetString(), Is.EqualTo("Casino"));
            Assert.That(gone.GetProperty("word").ValueKind, Is.EqualTo(JsonValueKind.Null));
            Assert.That(await WordsAsync(), Is.Empty);
        });
    }

    [Test]
    public async Task A_list_that_names_what_it_was_made_from_does_not_undo_what_came_since()
    {
        var first = (await ReplaceAsync([Word("casino", "hold")]).OkAsync()).GetProperty("revision").GetString();
        await AddAsync("lottery", "mask").OkAsync();

        var refused = await _host.Operator.PutAsJsonAsync(Path, new { words = new[] { Word("casino", "block") }, revision = first }).RefusedAsync(HttpStatusCode.Conflict, "words.conflict");

        var present = refused.GetProperty("list");
        Assert.That(present.GetProperty("words").EnumerateArray().Select(word => word.GetProperty("text").GetString()), Is.EqualTo(["casino", "lottery"]));
        await _host.Operator.PutAsJsonAsync(Path, new { words = new[] { Word("casino", "block") }, revision = present.GetProperty("revision").GetString() }).OkAsync();
        Assert.That(await WordsAsync(), Is.EqualTo(["casino block"]));
    }

    [Test]
    public async Task Many_words_are_added_at_once_or_none_and_those_that_are_there_stay()
    {
        await ReplaceAsync([Word("假货", "hold"), Word("casino", "mask")]).OkAsync();

        var added = await _host.Operator.PostAsync($"{Path}/import", new { words = new[] { Word("高仿", "block"), Word("CASINO", "block") } }).OkAsync();
        var refused = await _host.Operator.PostAsync($"{Path}/import", new { words = new[] { Word("新词", "block"), Word("!!", "block") } }).RefusedAsync(HttpStatusCode.BadRequest, "words.invalid");

        await Assert.MultipleAsync(async () =>
        {
            Assert.That(added.GetRawText(), Is.EqualTo("""{"added":1,"changed":1}"""));
            Assert.That(refused.GetProperty("fields").EnumerateArray().Select(fault => fault.GetProperty("field").GetString()), Is.EqualTo(["words[1]"]));
            Assert.That(await WordsAsync(), Is.EquivalentTo(["假货 hold", "casino block", "高仿 block"]));
        });
    }

    [Test]
    public async Task A_list_replaces_the_one_before_and_the_trail_records_what_changed()
    {
        await ReplaceAsync([Word("假货", "hold"), Word("笨蛋", "mask"), Word("casino", "block")]).OkAsync();
        var before = (await ListAsync()).Single(word => word.GetProperty("text").GetString() == "假货").GetProperty("addedAt").GetDateTimeOffset();

        var answer = await ReplaceAsync([Word("假货", "hold"), Word("Casino", "mask"), Word("高仿", "hold")]).OkAsync();

        var kept = answer.GetProperty("words").EnumerateArray().Single(word => word.GetProperty("text").GetString() == "假货");
        await Assert.MultipleAsync(async () =>
        {
            Assert.That(await WordsAsync(), Is.EquivalentTo(["假货 hold", "Casino mask", "高仿 hold"]));
            Assert.That(kept.GetProperty("addedAt").GetDateTimeOffset(), Is.EqualTo(before));
            Assert.That(await RecordedAsync(1), Is.EqualTo(["-笨蛋 mask, casino block → Casino mask, +高仿 hold"]));
        });
        await Eventually.TrueAsync(() => _host.Facts.Words.Count == 3 && _host.Facts.Words.Any(word => word.Text == "高仿"), "the facts have the list");
    }

    [Test]
    public async Task A_list_with_faults_changes_nothing_and_the_answer_names_each_faulty_entry()
    {
        await AddAsync("假货", "hold").OkAsync();

        using var answer = await ReplaceAsync([Word("one", "mask"), Word("", "mask"), Word("two", "no"), null, Word("ＯＮＥ", "hold")]);

        var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        await Assert.MultipleAsync(async () =>
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That(problem.GetProperty("code").GetString(), Is.EqualTo("words.invalid"));
            Assert.That(problem.GetProperty("detail").GetString(), Does.Match(
                @"^words\[1\]: 'text' .+ words\[2\]: 'action' .+ words\[3\]: 'text' .+ words\[4\]: it is the same as words\[0\]\.$"));
            Assert.That(await WordsAsync(), Is.EqualTo(["假货 hold"]));
        });
        await _host.Operator.PutAsJsonAsync(Path, new { }).RefusedAsync(HttpStatusCode.BadRequest, "words.invalid");
    }

    [Test]
    public async Task There_are_two_thousand_words_at_most_and_the_trail_records_all_of_them()
    {
        var words = Enumerable.Range(0, 2_000).Select(i => Word(new string('假', 45) + i, "hold")).ToList();

        await ReplaceAsync(words).OkAsync();

        await AddAsync("one more", "mask").RefusedAsync(HttpStatusCode.Conflict, "words.too_many");
        await ReplaceAsync([.. words, Word("one more", "mask")]).RefusedAsync(HttpStatusCode.Conflict, "words.too_many");
        await AddAsync(new string('假', 45) + "7", "block").OkAsync();
        var recorded = await RecordedAsync(41);
        Assert.That(recorded.SelectMany(text => text!.Split(", ")).Count(change => change.StartsWith('+')), Is.EqualTo(2_000));
        await Eventually.TrueAsync(() => _host.Facts.Words.Count == 2_000 && _host.Facts.Words.Any(word => word.Action == "block"), "the facts have them all");
    }

    [Test]
    public async Task Only_operators_and_moderators_with_the_right_see_and_change_words()
    {
        using var other = _host.Client(_host.ModeratorToken([ModerationRights.Ban, ModerationRights.Mode]));
        using var anchor = _host.Client(_host.Token(Roles.Anchor));
        using var auditor = _host.Client(_host.Token(Roles.Auditor));
        // The right counts only with the role of a moderator.
        using var former = _host.Client(_host.StaffToken(Roles.Shipper, [ModerationRights.Words]));

        foreach (var client in (HttpClient[])[other, anchor, auditor, former])
        {
            await client.GetAsync(Path).RefusedAsync(HttpStatusCode.Forbidden, "auth.forbidden");
            await client.PostAsync(Path, Word("no", "mask")).RefusedAsync(HttpStatusCode.Forbidden, "auth.forbidden");
            await client.PutAsJsonAsync(Path, new { words = Array.Empty<object>() }).RefusedAsync(HttpStatusCode.Forbidden, "auth.forbidden");
            await client.DeleteAsync($"{Path}?text=no").RefusedAsync(HttpStatusCode.Forbidden, "auth.forbidden");
        }

        await _host.Anonymous.GetAsync(Path).RefusedAsync(HttpStatusCode.Unauthorized, "auth.required");
    }

    private static object Word(string text, string action) => new { text, action };

    private Task<HttpResponseMessage> AddAsync(string? text, string? action) => _host.Operator.PostAsync(Path, new { text, action });

    private Task<HttpResponseMessage> ChangeAsync(string replaces, string text, string from, string action) => _host.Operator.PostAsync(Path, new { text, action, replaces, from });

    private Task<HttpResponseMessage> ReplaceAsync(IReadOnlyList<object?> words) => _host.Operator.PutAsJsonAsync(Path, new { words });

    private async Task<List<JsonElement>> ListAsync() => [.. (await _host.Operator.GetOkAsync(Path)).GetProperty("words").EnumerateArray()];

    private async Task<List<string>> WordsAsync() =>
        (await ListAsync()).ConvertAll(word => $"{word.GetProperty("text").GetString()} {word.GetProperty("action").GetString()}");

    /// <summary>The texts of the newest records about words, the newest first.</summary>
    private async Task<List<string?>> RecordedAsync(int limit) =>
        [.. (await _host.Operator.GetOkAsync($"/api/v1/moderation/records?action=words&limit={limit}")).GetProperty("records").EnumerateArray()
            .Select(record => record.GetProperty("text").GetString())];
}
