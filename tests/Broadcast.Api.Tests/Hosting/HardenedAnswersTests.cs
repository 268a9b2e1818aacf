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
    public void The_database_is_readable_by_its_owner_only_whatever_its_directory_is()
    {
        const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        var files = Directory.GetFiles(_host.DataDirectory, "api.db").Concat(Directory.GetFiles(_host.DataDirectory, "api.db-*")).ToList();

        Assert.That(files, Is.Not.Empty);
        foreach (var file in files)
            Assert.That(File.GetUnixFileMode(file), Is.EqualTo(OwnerOnly), file);
    }

    [Test]
    public async Task A_host_that_knows_its_names_serves_no_other_even_if_the_origin_is_the_same()
    {
        await using var host = await ApiHost.StartAsync("--Roles", "api,chat", "--AllowedHosts", "127.0.0.1;festival.example");

        Assert.That(await NegotiateAsync("festival.example"), Is.EqualTo(HttpStatusCode.Unauthorized), "asked for a token");
        Assert.That(await NegotiateAsync("evil.example"), Is.EqualTo(HttpStatusCode.BadRequest));

        async Task<HttpStatusCode> NegotiateAsync(string name)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/hubs/room/negotiate?negotiateVersion=1");
            request.Headers.Host = name;
            request.Headers.Add("Origin", $"http://{name}");
            using var answer = await host.Anonymous.SendAsync(request);
            return answer.StatusCode;
        }
    }
}
