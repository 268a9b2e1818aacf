using System.Net.Http.Json;
using System.Text.Json;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Spine.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Broadcast.Chat.Tests.Spine.Errors;

/// <summary>What leaves the pipeline when no handler of ours wrote the failure, or when one did.</summary>
internal sealed class ProblemCodesTests
{
    private const string Internal = "Server=db7;Password=hunter2";
    private WebApplication _app = null!;
    private HttpClient _http = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddProblemDetails(options => options.CustomizeProblemDetails = ProblemCodes.Complete);
        _app = builder.Build();
        _app.UseProblems();
        _app.MapGet("/fails", IResult () => throw new InvalidOperationException(Internal));
        _app.MapGet("/status/{code:int}", (int code) => Results.StatusCode(code));
        _app.MapGet("/refused", () => RoomErrors.NotJoined.ToProblem());
        _app.MapGet("/refused-with-503", () => RoomErrors.Paused.ToProblem());
        _app.MapPost("/takes-json", (Dictionary<string, int> body) => Results.Ok(body));
        await _app.StartAsync();
        _http = _app.GetTestClient();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }

    [Test]
    public async Task A_fault_becomes_a_plain_problem_that_tells_nothing_of_its_cause()
    {
        using var answer = await _http.GetAsync("/fails");
        var text = await answer.Content.ReadAsStringAsync();

        Assert.Multiple(() =>
        {
            Assert.That((int)answer.StatusCode, Is.EqualTo(500));
            Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
            Assert.That(Code(text), Is.EqualTo("server.fault"));
            Assert.That(text, Does.Not.Contain("hunter2").And.Not.Contain("Exception").And.Not.Contain("   at "));
        });
    }

    [TestCase(400, "request.invalid")]
    [TestCase(401, "auth.required")]
    [TestCase(403, "auth.forbidden")]
    [TestCase(404, "path.unknown")]
    [TestCase(405, "method.unknown")]
    [TestCase(413, "request.too_large")]
    [TestCase(415, "request.invalid")]
    [TestCase(422, "request.invalid")]
    [TestCase(429, "request.too_many")]
    [TestCase(500, "server.fault")]
    [TestCase(502, "server.fault")]
    [TestCase(503, "service.unavailable")]
    public async Task A_failure_without_a_body_gets_one_with_a_code(int status, string code)
    {
        using var answer = await _http.GetAsync($"/status/{status}");

        Assert.That(((int)answer.StatusCode, Code(await answer.Content.ReadAsStringAsync())), Is.EqualTo((status, code)));
    }

    [TestCase("GET", "/nowhere", 404, "path.unknown")]
    [TestCase("DELETE", "/refused", 405, "method.unknown")]
    public async Task What_routing_refuses_has_a_code(string method, string path, int status, string code)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var answer = await _http.SendAsync(request);

        Assert.That(((int)answer.StatusCode, Code(await answer.Content.ReadAsStringAsync())), Is.EqualTo((status, code)));
    }

    [TestCase("application/json", "{", 400)]
    [TestCase("application/json", """{"a":"no number"}""", 400)]
    [TestCase("text/plain", "{}", 415)]
    public async Task A_body_that_cannot_be_bound_is_told_in_our_words_alone(string type, string body, int status)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, type);
        using var answer = await _http.PostAsync("/takes-json", content);
        var text = await answer.Content.ReadAsStringAsync();

        Assert.That(((int)answer.StatusCode, Code(text)), Is.EqualTo((status, "request.invalid")));
        Assert.That(text, Does.Not.Contain("Dictionary").And.Not.Contain("Json"));
    }

    [TestCase("/refused", 409, "room.not_joined", "Join a room first.")]
    [TestCase("/refused-with-503", 503, "room.paused", "Interaction is paused; it resumes by itself.")]
    public async Task A_refusal_of_ours_keeps_its_own_code_and_message(string path, int status, string code, string message)
    {
        using var answer = await _http.GetAsync(path);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();

        Assert.That(
            (problem.GetProperty("status").GetInt32(), problem.GetProperty("code").GetString(), problem.GetProperty("detail").GetString()),
            Is.EqualTo((status, code, message)));
        Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
    }

    [Test]
    public async Task What_is_no_failure_stays_as_it_is()
    {
        using var answer = await _http.GetAsync("/status/204");

        Assert.That(await answer.Content.ReadAsStringAsync(), Is.Empty);
    }

    private static string? Code(string text) => text.Length > 0 && JsonDocument.Parse(text).RootElement.TryGetProperty("code", out var code) ? code.GetString() : null;
}
