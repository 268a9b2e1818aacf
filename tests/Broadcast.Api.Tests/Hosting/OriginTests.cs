using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json;
using TestKit;
using TestKit.Processes;

namespace Broadcast.Api.Tests.Hosting;

/// <summary>
/// What pages of other sites may do with a host of rooms: the same, whether it is the service of its own or the role. Without a token the hub
/// answers 401 to a page that may connect, and 403 to one that may not.
/// </summary>
[TestFixture("Broadcast.Chat.dll")]
[TestFixture("Broadcast.Api.dll", "--Roles", "chat")]
public sealed class OriginTests(string program, params string[] arguments)
{
    private const string Friend = "https://shop.example";
    private const string Evil = "https://evil.example";
    private const string Negotiate = "/hubs/room/negotiate?negotiateVersion=1";

    private readonly Uri _address = new($"http://127.0.0.1:{FreePort.Next()}");
    private TestProcess _process = null!;
    private HttpClient _http = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _process = Start(_address);
        _http = new HttpClient { BaseAddress = _address };
        await ReadyAsync(_process, _http);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        _http.Dispose();
        await _process.DisposeAsync();
    }

    [TestCase(Friend, Friend)]
    [TestCase(Evil, null)]
    public async Task Pages_of_listed_origins_may_call_the_API(string origin, string? allowed)
    {
        using var preflight = await AskAsync(HttpMethod.Options, "/api/v1/rooms/gushi/pin", origin, asked: "POST");
        using var answer = await AskAsync(HttpMethod.Get, "/api/v1/rooms/gushi", origin);

        Assert.Multiple(() =>
        {
            Assert.That(Allowed(preflight), Is.EqualTo(allowed));
            Assert.That(preflight.Headers.Contains("Access-Control-Allow-Credentials"), Is.EqualTo(allowed is not null));
            Assert.That(Allowed(answer), Is.EqualTo(allowed));
        });
    }

    [TestCase("/hubs/room", "127.0.0.2")]
    [TestCase(Negotiate, "127.0.0.3")]
    public async Task Pages_of_listed_origins_may_open_the_hub(string path, string source)
    {
        var method = path == Negotiate ? HttpMethod.Post : HttpMethod.Get;
        using var friend = await AskAsync(method, path, Friend);
        // The log tells only the first refusal of an address at once, so this caller has an address that no other test uses.
        using var elsewhere = From(source);
        using var evil = await AskAsync(method, path, Evil, http: elsewhere);
        using var tool = await AskAsync(method, path, origin: null);

        Assert.That((friend.StatusCode, evil.StatusCode, tool.StatusCode), Is.EqualTo((HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden, HttpStatusCode.Unauthorized)));
        Assert.That(await CodeAsync(evil), Is.EqualTo("origin.refused"));
        await Eventually.TrueAsync(() => _process.Output.Contains($"{source} was refused: origin.refused", StringComparison.Ordinal), "the refusal is told");
    }

    /// <summary>A name that leads to our address may be anybody's, and a page of it states it as its host and as its origin.</summary>
    [TestCase("evil.example", HttpStatusCode.Forbidden)]
    [TestCase("127.0.0.1.evil.example", HttpStatusCode.Forbidden)]
    [TestCase("localhost.evil.example:8080", HttpStatusCode.Forbidden)]
    [TestCase("127.0.0.1:8080", HttpStatusCode.Unauthorized)]
    [TestCase("[::1]:8080", HttpStatusCode.Unauthorized)]
    [TestCase("localhost:8080", HttpStatusCode.Unauthorized)]
    [TestCase("festival", HttpStatusCode.Unauthorized)]
    [TestCase("festival.local:8080", HttpStatusCode.Unauthorized)]
    public async Task Its_own_pages_are_those_of_a_name_that_nobody_else_can_own(string name, HttpStatusCode status)
    {
        using var answer = await AskAsync(HttpMethod.Post, Negotiate, $"http://{name}", host: name);

        Assert.That(answer.StatusCode, Is.EqualTo(status));
    }

    [Test]
    public async Task A_public_name_of_its_own_is_listed_as_an_origin_or_as_a_host()
    {
        using var listed = await AskAsync(HttpMethod.Post, Negotiate, Friend, host: "shop.example");
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        await using var named = Start(address, "--AllowedHosts", "127.0.0.1;festival.example");
        using var http = new HttpClient { BaseAddress = address };
        await ReadyAsync(named, http);
        using var own = await AskAsync(HttpMethod.Post, Negotiate, "http://festival.example", host: "festival.example", http: http);
        using var evil = await AskAsync(HttpMethod.Post, Negotiate, "http://evil.example", host: "evil.example", http: http);

        Assert.That((listed.StatusCode, own.StatusCode, evil.StatusCode), Is.EqualTo((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.BadRequest)));
    }

    /// <summary>A client with another address of the loopback.</summary>
    private HttpClient From(string source) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (context, cancellation) =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Parse(source), 0));
            await socket.ConnectAsync(context.DnsEndPoint, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    { BaseAddress = _address };

    private TestProcess Start(Uri address, params string[] more) => TestProcess.Start(
        "dotnet",
        [
            Path.Combine(AppContext.BaseDirectory, program), .. arguments, "--urls", $"{address}",
            "--ConnectionStrings:Redis", RunRedis.Server.ConnectionString, "--Redis:Prefix", $"t-{Guid.NewGuid():N}",
            "--Tokens:Keys:0:Id", "one", "--Tokens:Keys:0:Secret", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            "--Cors:Origins", Friend, .. more,
        ]);

    private static Task ReadyAsync(TestProcess process, HttpClient http) => Eventually.TrueAsync(
        async () =>
        {
            try
            {
                using var answer = await http.GetAsync(new Uri("/healthz", UriKind.Relative));
                return answer.IsSuccessStatusCode;
            }
            catch (HttpRequestException) when (!process.HasExited)
            {
                return false;
            }
        },
        $"the host is up:\n{process.Output}");

    private async Task<HttpResponseMessage> AskAsync(HttpMethod method, string path, string? origin, string? host = null, string? asked = null, HttpClient? http = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Host = host;
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        if (asked is not null)
            request.Headers.Add("Access-Control-Request-Method", asked);
        return await (http ?? _http).SendAsync(request);
    }

    private static string? Allowed(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("Access-Control-Allow-Origin", out var values) ? values.Single() : null;

    private static async Task<string?> CodeAsync(HttpResponseMessage answer)
    {
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return problem.RootElement.GetProperty("code").GetString();
    }
}
