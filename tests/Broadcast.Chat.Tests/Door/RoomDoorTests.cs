using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Broadcast.Chat.Contracts;

namespace Broadcast.Chat.Tests.Door;

[Parallelizable(ParallelScope.All)]
public sealed class RoomDoorTests
{
    private static readonly object Question = new { text = "几只鹅？", options = (string[])["一", "二"], answer = 1, seconds = 30, winners = 1, productId = "goose" };

    [Test]
    public async Task A_quiz_over_HTTP_keeps_its_result_secret_until_the_reveal()
    {
        await using var festival = await ChatFestival.StartAsync(draws: true);
        using var http = festival.Http(festival.AnchorToken);
        using var anyone = festival.Http();
        var ann = await festival.PersonAsync("ann", ChatFestival.Gushi.Room);

        var opened = await PostAsync(http, "gushi/questions", Question);
        var id = (await opened.Content.ReadFromJsonAsync<QuestionOpenedReply>(ContractJson.Options))!.Id;
        await ann.AnswerAsync(id, 1);
        var early = await PostAsync(http, $"gushi/questions/{id}/reveal");
        var open = await anyone.GetStringAsync(Rooms($"gushi/questions/{id}"));
        var room = await anyone.GetStringAsync(Rooms("gushi"));
        var close = await PostAsync(http, $"gushi/questions/{id}/close");
        var again = await PostAsync(http, $"gushi/questions/{id}/close");
        var closed = await anyone.GetStringAsync(Rooms($"gushi/questions/{id}"));
        var reveal = await PostAsync(http, $"gushi/questions/{id}/reveal");
        var revealed = await anyone.GetFromJsonAsync<QuestionView>(Rooms($"gushi/questions/{id}"), ContractJson.Options);

        var openCode = await CodeAsync(early);
        Assert.Multiple(() =>
        {
            Assert.That(opened.StatusCode, Is.EqualTo(HttpStatusCode.Created));
            Assert.That(openCode, Is.EqualTo("quiz.open"));
            foreach (var secret in (string[])["\"answer\"", "\"seed\"", "\"counts\":[", "\"winners\":["])
                Assert.That(open + closed + room, Does.Not.Contain(secret));
            Assert.That(close.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
            Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
            Assert.That(reveal.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
            Assert.That(revealed!.State, Is.EqualTo("revealed"));
            Assert.That(revealed.Counts, Is.EqualTo([0L, 1L]));
            Assert.That(revealed.Winners!.Single().Name, Is.EqualTo("ann"));
        });
    }

    [TestCase("gushi/pin", """{"productId":"nothing"}""", 404, "product.unknown")]
    [TestCase("gushi/pin", """{}""", 404, "product.unknown")]
    [TestCase("gushi/pin", "{", 400, "request.invalid")]
    [TestCase("festival/pin", """{"productId":"goose"}""", 400, "room.not_a_stage")]
    [TestCase("nowhere/pin", """{"productId":"goose"}""", 404, "room.unknown")]
    [TestCase("gushi/questions", """{"options":["a","b"],"answer":0,"seconds":10}""", 400, "quiz.text")]
    [TestCase("gushi/questions", """{"text":"q","options":["a"],"answer":0,"seconds":10}""", 400, "quiz.options")]
    [TestCase("gushi/questions", """{"text":"q","options":["a",""],"answer":0,"seconds":10}""", 400, "quiz.options")]
    [TestCase("gushi/questions", """{"text":"q","options":["a","b"],"answer":2,"seconds":10}""", 400, "quiz.answer")]
    [TestCase("gushi/questions", """{"text":"q","options":["a","b"],"answer":-1,"seconds":10}""", 400, "quiz.answer")]
    [TestCase("gushi/questions/gushi.none/answer", """{"answer":0}""", 404, "quiz.unknown")]
    [TestCase("gushi/questions/gushi.none/void", "{}", 404, "quiz.unknown")]
    [TestCase("gushi/questions", """{"text":"q","options":["a","b"],"answer":0,"seconds":2}""", 400, "quiz.seconds")]
    [TestCase("gushi/questions", """{"text":"q","options":["a","b"],"answer":0,"seconds":10,"winners":101}""", 400, "quiz.winners")]
    [TestCase("gushi/questions", """{"text":"q","options":["a","b"],"answer":0,"seconds":10,"productId":"no"}""", 404, "product.unknown")]
    [TestCase("gushi/questions/gushi.none/close", "", 404, "quiz.unknown")]
    [TestCase("gushi/questions/zhanyi.none/reveal", "", 404, "quiz.unknown")]
    public async Task An_invalid_request_is_refused_with_its_code(string path, string body, int status, string code)
    {
        using var http = Shared.Http(Shared.AnchorToken);
        using var content = body.Length == 0 ? null : new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        using var answer = await http.PostAsync(Rooms(path), content);

        var actual = await CodeAsync(answer);
        Assert.Multiple(() =>
        {
            Assert.That((int)answer.StatusCode, Is.EqualTo(status));
            Assert.That(actual, Is.EqualTo(code));
        });
    }

    [Test]
    public async Task Only_anchors_of_the_stage_and_operators_act()
    {
        using var nobody = Shared.Http();
        using var wrong = Shared.Http("not.a.token");
        using var guest = Shared.Http(Shared.GuestToken("ann"));
        using var elsewhere = Shared.Http(Shared.Token(new("staff:other", "Other", ["anchor"], ["zhanyi"], "s")));
        using var operates = Shared.Http(Shared.OperatorToken);

        var codes = new List<string?>();
        foreach (var http in (HttpClient[])[nobody, wrong, guest, elsewhere, operates])
        {
            using var answer = await http.PostAsJsonAsync(Rooms("gushi/pin"), new { productId = "goose" });
            codes.Add($"{(int)answer.StatusCode} {await CodeAsync(answer)}");
        }

        Assert.That(codes, Is.EqualTo(["401 auth.required", "401 auth.required", "403 auth.forbidden", "403 auth.forbidden", "200 "]));
    }

    private static ChatFestival Shared { get; set; } = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => Shared = await ChatFestival.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await Shared.DisposeAsync();

    internal static Uri Rooms(string path) => new($"/api/v1/rooms/{path}", UriKind.Relative);

    private static Task<HttpResponseMessage> PostAsync(HttpClient http, string path, object? body = null) =>
        body is null ? http.PostAsync(Rooms(path), null) : http.PostAsJsonAsync(Rooms(path), body);

    private static async Task<string?> CodeAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        return text.Length > 0 && JsonDocument.Parse(text).RootElement.TryGetProperty("code", out var code) ? code.GetString() : null;
    }
}
