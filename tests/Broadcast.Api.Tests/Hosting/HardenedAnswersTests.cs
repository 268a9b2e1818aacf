using System.Net;
using System.Text;

namespace Broadcast.Api.Tests.Hosting;

/// <summary>What answers and files give away, and how wrong requests are answered.</summary>
public sealed class HardenedAnswersTests
{
    private ApiHost _host = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _host = await ApiHost.StartAsync("--Roles", "api,chat");
        await _host.CreateFestivalAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _host.DisposeAsync();

    [TestCase("GET", "/api/v1/accounts")]
    [TestCase("GET", "/api/v1/results/questions")]
    [TestCase("POST", "/api/v1/tickets")]
    [TestCase("POST", "/api/v1/stages/gushi/key")]
    [TestCase("GET", "/api/v1/nothing")]
    public async Task No_cache_keeps_an_answer_of_the_API(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method == "POST")
            request.Content = new StringContent("""{"name":"Lin"}""", Encoding.UTF8, "application/json");
        using var answer = await _host.Operator.SendAsync(request);

        Assert.That(answer.Headers.CacheControl?.NoStore, Is.True, $"{(int)answer.StatusCode}");
    }

    [Test]
    public async Task The_documentation_is_shown_in_no_frame_of_another_site()
    {
        using var answer = await _host.Anonymous.GetAsync("/docs");

        Assert.That(answer.Headers.GetValues("Content-Security-Policy"), Is.EqualTo(["frame-ancestors 'self'"]));
    }

    [TestCase("DELETE", "/api/v1/tickets", null, HttpStatusCode.MethodNotAllowed, "method.unknown")]
    [TestCase("GET", "/api/v1/rooms/gushi/pin", null, HttpStatusCode.MethodNotAllowed, "method.unknown")]
    [TestCase("POST", "/api/v1/tickets", "text/plain", HttpStatusCode.UnsupportedMediaType, "request.invalid")]
    [TestCase("POST", "/api/v1/rooms/gushi/pin", "application/xml", HttpStatusCode.UnsupportedMediaType, "request.invalid")]
    [TestCase("POST", "/api/v1/nothing", "application/json", HttpStatusCode.NotFound, "path.unknown")]
    public Task A_wrong_method_or_type_is_told_as_what_it_is(string method, string path, string? type, HttpStatusCode status, string code)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (type is not null)
            request.Content = new StringContent("{}", Encoding.UTF8, type);
        return _host.Operator.SendAsync(request).RefusedAsync(status, code);
    }

    [Test]
    public async Task No_call_takes_a_method_or_a_type_that_it_does_not_know_for_an_unknown_path()
    {
        var calls = HostCall.Of(_host).Where(call => call.Method != HostCall.Any).ToList();

        var answers = new List<(string Call, HttpStatusCode Wanted, HttpStatusCode Status)>();
        foreach (var path in calls.Select(call => call.Path).Distinct(StringComparer.Ordinal))
            answers.Add(($"PATCH {path}", HttpStatusCode.MethodNotAllowed, await StatusAsync(HttpMethod.Patch, path)));
        foreach (var call in calls.Where(call => call.Body is not null))
            answers.Add(($"{call} as text", HttpStatusCode.UnsupportedMediaType, await StatusAsync(call.Verb, call.Path, "text/plain")));

        Assert.That(answers, Has.Count.GreaterThan(60));
        Assert.That(answers.Where(answer => answer.Status != answer.Wanted), Is.Empty);
    }

    private async Task<HttpStatusCode> StatusAsync(HttpMethod method, string path, string? type = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = type is null ? null : new StringContent("{}", Encoding.UTF8, type) };
        using var answer = await _host.Operator.SendAsync(request);
        return answer.StatusCode;
    }

    [Test]
    public async Task A_database_file_is_readable_by_its_owner_only_whatever_its_directory_is()
    {
        const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        await using var host = await ApiHost.StartAsync(Engine.Sqlite);
        var files = Directory.GetFiles(host.DataDirectory, "api.db").Concat(Directory.GetFiles(host.DataDirectory, "api.db-*")).ToList();

        Assert.That(files, Is.Not.Empty);
        foreach (var file in files)
            Assert.That(File.GetUnixFileMode(file), Is.EqualTo(OwnerOnly), file);
    }
}
