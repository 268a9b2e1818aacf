using System.Net.Http.Headers;
using Broadcast.Chat.Admission;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Errors;
using Broadcast.Chat.Facts;
using Broadcast.Chat.Outcomes;
using Broadcast.Chat.Redis;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.State;
using Broadcast.Chat.Tests.Quiz;
using Broadcast.Chat.Tokens;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TestKit;
using TestKit.Processes;
using TestKit.Redis;

namespace Broadcast.Chat.Tests;

/// <summary>A festival of two stages and a relay, with as many chat nodes as a test wants on one Redis.</summary>
internal sealed class ChatFestival : IAsyncDisposable
{
    public static readonly StageId Gushi = StageId.Parse("gushi");
    public static readonly StageId Zhanyi = StageId.Parse("zhanyi");
    public static readonly RoomId Relay = RoomId.Parse("festival");
    public static readonly ProductId Goose = ProductId.Parse("goose");
    public static readonly ProductId Mushroom = ProductId.Parse("mushroom");

    private static int _made;
    private long _revision = 1;
    private readonly List<WebApplication> _nodes = [];
    private readonly List<RoomUser> _users = [];
    private readonly Dictionary<string, string?> _settings;
    private readonly string _secret = Convert.ToBase64String(Guid.NewGuid().ToByteArray().Concat(Guid.NewGuid().ToByteArray()).ToArray());

    private ChatFestival(RedisServer redis, Dictionary<string, string?> settings)
    {
        Redis = redis;
        Prefix = settings.GetValueOrDefault("Redis:Prefix") ?? $"t{Interlocked.Increment(ref _made)}";
        _settings = new Dictionary<string, string?>(settings, StringComparer.Ordinal)
        {
            ["Redis:Prefix"] = Prefix,
            ["Tokens:Keys:0:Id"] = "one",
            ["Tokens:Keys:0:Secret"] = _secret,
        };
        _settings.TryAdd("ConnectionStrings:Redis", redis.ConnectionString);
        _settings.TryAdd("Rooms:Guests", "read,like,chat,answer");
        _settings.TryAdd("Rooms:PictureDelay", "00:00:00.300");
        _settings.TryAdd("Rooms:ChatPerSecond", "1000");
        _settings.TryAdd("Rooms:ChatBurst", "1000");
        _settings.TryAdd("Rooms:CallsPerSecond", "2000");
        _settings.TryAdd("Rooms:Beat", "00:00:00.300");
        _settings.TryAdd("Audience:Beat", "00:00:00.300");
        _settings.TryAdd("Rooms:CountsEvery", "00:00:00.300");
        _settings.TryAdd("Rooms:OutcomeRetry", "00:00:00.300");
    }

    public RedisServer Redis { get; }

    public string Prefix { get; }

    /// <summary>What the drawing node was given.</summary>
    public Drawing.Kept Kept { get; } = new();

    public IServiceProvider Services => _nodes[0].Services;

    public LiveState State => Services.GetRequiredService<LiveState>();

    public IReadOnlyList<WebApplication> Nodes => _nodes;

    /// <param name="nodes">How many hosts.</param>
    /// <param name="redis">A server of the test's own, or null for the shared one.</param>
    /// <param name="draws">Whether the first node reads outcomes and draws winners.</param>
    /// <param name="settings">Configuration beside the usual.</param>
    public static async Task<ChatFestival> StartAsync(
        int nodes = 1, RedisServer? redis = null, bool draws = false, params (string Key, string Value)[] settings)
    {
        var festival = new ChatFestival(
            redis ?? RunRedis.Server, settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value, StringComparer.Ordinal));
        for (var i = 0; i < nodes; i++)
            await festival.AddNodeAsync(draws && i == 0);
        return festival;
    }

    public async Task<WebApplication> AddNodeAsync(bool draws = false)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(_settings);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.AddChat();
        if (draws)
        {
            builder.Services.AddSingleton(Kept);
            builder.AddOutcomesReader<Drawing>();
        }

        var app = builder.Build();
        app.UseProblems();
        app.UseChat();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapChat();
        await app.StartAsync();
        _nodes.Add(app);
        if (_nodes.Count == 1)
            await Eventually.TrueAsync(WrittenAsync, "the facts are written");
        await Eventually.TrueAsync(() => app.Services.GetRequiredService<FactsReader>().Current.Facts.Revision > 0, "the node has the facts");
        return app;
    }

    /// <summary>A node as a process of its own, on the same Redis and with the same keys; the caller ends it.</summary>
    public async Task<(TestProcess Process, Uri Address)> StartProcessAsync()
    {
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        var process = TestProcess.Start(
            "dotnet",
            [
                Path.Combine(AppContext.BaseDirectory, "Broadcast.Chat.dll"), "--urls", $"{address}",
                .. _settings.SelectMany(setting => (string[])[$"--{setting.Key}", setting.Value!]),
            ]);
        using var http = new HttpClient { BaseAddress = address };
        await Eventually.TrueAsync(
            async () =>
            {
                try
                {
                    // A room is known as soon as the facts are.
                    using var answer = await http.GetAsync(new Uri($"/api/v1/rooms/{Gushi}", UriKind.Relative));
                    return answer.IsSuccessStatusCode;
                }
                catch (HttpRequestException) when (!process.HasExited)
                {
                    return false;
                }
            },
            "the process serves the room",
            TimeSpan.FromSeconds(30));
        return (process, address);
    }

    public Task WriteFactsAsync() => Services.GetRequiredService<FactsWriter>().WriteAsync(Facts());

    /// <summary>What Api does when something of the facts has changed.</summary>
    public Task ChangeFactsAsync(Func<FestivalFacts, FestivalFacts> change) =>
        Services.GetRequiredService<FactsWriter>().WriteAsync(change(Facts()) with { Revision = ++_revision });

    /// <summary>What Api does when staff sign out.</summary>
    public Task EndSessionAsync(string session) =>
        ChangeFactsAsync(facts => facts with { RevokedSessions = [session] });

    private async Task<bool> WrittenAsync()
    {
        try
        {
            await WriteFactsAsync();
            return true;
        }
        catch (Exception exception) when (RedisAway.Is(exception))
        {
            // On a busy machine the first connection takes its time.
            return false;
        }
    }

    /// <summary>Ends a node as a crash does: nobody is told, and nothing is finished.</summary>
    public async Task KillNodeAsync(WebApplication node)
    {
        lock (_nodes)
            _nodes.Remove(node);
        try
        {
            await node.StopAsync(new CancellationToken(canceled: true));
        }
        catch (OperationCanceledException)
        {
            // As it was told to: its connections are cut, and its loops end by themselves.
        }

        await node.DisposeAsync();
    }

    public Uri Address(int node = 0) => Address(_nodes[node]);

    public static Uri Address(WebApplication node) =>
        new(node.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    public string Token(TokenSubject subject) => Services.GetRequiredService<TokenSigner>().Sign(subject, TimeSpan.FromHours(1));

    public string AnchorToken => Token(new TokenSubject("staff:anchor", "Li Na", [Roles.Anchor], [Gushi.Value, Zhanyi.Value], "anchor-session"));

    public string OperatorToken => Token(new TokenSubject("staff:operator", "Wang", [Roles.Operator], [], "operator-session"));

    /// <summary>A moderator with these rights; of all rooms, if no stage is named.</summary>
    public string ModeratorToken(string[] rights, params string[] stages) =>
        Token(new TokenSubject("staff:moderator", "Zhao", [Roles.Moderator], stages, "moderator-session") { Moderates = rights });

    public string GuestToken(string name) => Token(new TokenSubject($"guest:{name}", name, [], [], "guest"));

    public HttpClient Http(string? token = null, int node = 0) => Http(_nodes[node], token);

    public static HttpClient Http(WebApplication node, string? token)
    {
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = Address(node) };
        if (token is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>A connected user who is in no room yet.</summary>
    public async Task<RoomUser> UserAsync(string token, int node = 0)
    {
        var user = await RoomUser.ConnectAsync(new Uri(Address(node), "/hubs/room"), token);
        _users.Add(user);
        return user;
    }

    public async Task<RoomUser> GuestAsync(string name, RoomId room, int node = 0)
    {
        var user = await UserAsync(GuestToken(name), node);
        await user.JoinAsync(room);
        return user;
    }

    public async Task<RoomUser> AnchorAsync(RoomId room, int node = 0)
    {
        var user = await UserAsync(AnchorToken, node);
        await user.JoinAsync(room);
        return user;
    }

    /// <summary>What SIGTERM begins with.</summary>
    public Task DrainAsync(int node) => _nodes[node].Services.GetRequiredService<HubDrain>().RunAsync();

    /// <summary>What the playout does at a cut.</summary>
    public async Task TakeAsync(StageId stage, long since)
    {
        await State.PublishAsync(new RelayState { Channel = ChannelId.Parse(Relay.Value), OnAir = stage, Since = since, Slate = false });
        await Services.GetRequiredService<IRoomAnnouncer>().AnnounceAsync(
            Relay, new StageOnAir { Stage = stage }, since, $"onair:{since}", CancellationToken.None);
    }

    public static ProductCard Card(ProductId id, string url) => new() { Id = id, Name = id.Value, Price = 9900, Currency = "CNY", Url = url };

    public RedisKeys Keys => Services.GetRequiredService<RedisKeys>();

    private static FestivalFacts Facts() => new()
    {
        Revision = 1,
        Epoch = "facts",
        Stages = [Stage(Gushi), Stage(Zhanyi)],
        Relays = [new RelayFact { Channel = ChannelId.Parse("festival"), Name = "丰收节", NameEn = "Festival", RundownRevision = 1, Slots = [] }],
        Products = [Card(Goose, "https://shop.example/goose"), Card(Mushroom, "/item/mushroom"), Card(ProductId.Parse("evil"), "javascript:alert(1)")],
        RevokedSessions = [],
    };

    private static StageFact Stage(StageId id) =>
        new() { Id = id, Festival = FestivalId.Parse("festival"), Name = id.Value, NameEn = id.Value, KeyDigest = $"digest-{id}" };

    public async ValueTask DisposeAsync()
    {
        foreach (var user in _users)
            await user.DisposeAsync();
        foreach (var node in _nodes)
        {
            using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            await node.StopAsync(stop.Token);
            await node.DisposeAsync();
        }
    }
}
