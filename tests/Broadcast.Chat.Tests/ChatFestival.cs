using System.Net;
using System.Net.Http.Headers;
using Broadcast.Chat.Admission;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Outcomes;
using Broadcast.Chat.Contracts.State;
using Broadcast.Chat.Spine.Actors;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Leases;
using Broadcast.Chat.Spine.Redis;
using Broadcast.Chat.Spine.Rooms;
using Broadcast.Chat.Spine.State;
using Broadcast.Chat.Spine.Tokens;
using Broadcast.Chat.Tests.Outcomes;
using Broadcast.Chat.Tests.Quiz;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TestKit;
using TestKit.Hosts;
using TestKit.Processes;
using TestKit.Redis;
using TestKit.Rooms;

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
    private readonly IPAddress? _peer;
    private Func<HttpContext, Func<Task>, Task>? _inFront;
    private readonly string _secret = Convert.ToBase64String(Guid.NewGuid().ToByteArray().Concat(Guid.NewGuid().ToByteArray()).ToArray());

    private ChatFestival(RedisServer redis, IPAddress? peer, Dictionary<string, string?> settings)
    {
        (Redis, _peer) = (redis, peer);
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

    /// <summary>What all nodes log.</summary>
    public NodeLog Log { get; } = new();

    /// <summary>The outcomes that the drawing node was given.</summary>
    public Drawing.Kept Kept { get; } = new();

    /// <summary>The prizes that the drawing node has.</summary>
    public PrizeTable.Laid Prizes { get; } = new();

    /// <summary>Which drawing node does what.</summary>
    public LeaseDesk Leases { get; } = new();

    public IServiceProvider Services => _nodes[0].Services;

    public LiveState State => Services.GetRequiredService<LiveState>();

    public IReadOnlyList<WebApplication> Nodes => _nodes;

    /// <param name="nodes">The number of chat nodes.</param>
    /// <param name="redis">A server of the test's own, or null for the shared one.</param>
    /// <param name="draws">Whether the first node reads outcomes and draws winners.</param>
    /// <param name="settings">Settings that replace or add to those that all tests have.</param>
    public static async Task<ChatFestival> StartAsync(
        int nodes = 1, RedisServer? redis = null, bool draws = false, params (string Key, string Value)[] settings)
    {
        var festival = new ChatFestival(
            redis ?? RunRedis.Server, peer: null, settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value, StringComparer.Ordinal));
        for (var i = 0; i < nodes; i++)
            await festival.AddNodeAsync(draws && i == 0);
        return festival;
    }

    /// <summary>A festival of one node, to which every connection seems to come from this address.</summary>
    public static async Task<ChatFestival> StartForAsync(IPAddress peer, params (string Key, string Value)[] settings)
    {
        var festival = new ChatFestival(RunRedis.Server, peer, settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value, StringComparer.Ordinal));
        await festival.AddNodeAsync();
        return festival;
    }

    /// <summary>A festival of one node, whose requests all pass through <paramref name="inFront"/>.</summary>
    public static async Task<ChatFestival> StartBehindAsync(Func<HttpContext, Func<Task>, Task> inFront, params (string Key, string Value)[] settings)
    {
        var festival = new ChatFestival(RunRedis.Server, peer: null, settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value, StringComparer.Ordinal))
        {
            _inFront = inFront,
        };
        await festival.AddNodeAsync();
        return festival;
    }

    /// <param name="draws">Whether the node reads outcomes and draws winners.</param>
    /// <param name="knowsQuestions">False for a node of an older build, to which the kind of questions is unknown.</param>
    public async Task<WebApplication> AddNodeAsync(bool draws = false, bool knowsQuestions = true)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(FixedSettings.Apply(builder.Services, _settings, typeof(ChatModule)));
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(Log);
        builder.AddChat();
        if (_peer is not null)
            FromElsewhere.Apply(builder.Services, _peer);
        if (draws)
        {
            builder.Services.AddSingleton(Kept);
            builder.Services.AddSingleton<ILeases>(_ => new LeaseDesk.Node(Leases));
            builder.Services.AddSingleton(Prizes);
            builder.Services.AddHostedService<PrizeTable>();
            builder.AddOutcomes<PinBegun, Keeping<PinBegun>>();
            builder.AddOutcomes<PinEnded, Keeping<PinEnded>>();
            builder.AddOutcomes<ModeratorActed, Keeping<ModeratorActed>>();
            if (knowsQuestions)
            {
                builder.AddOutcomes<QuestionOutcome, Drawing>();
                builder.AddQuestionBook<Drawing.Kept>();
            }
        }

        var app = builder.Build();
        if (_inFront is { } inFront)
            app.Use((context, next) => inFront(context, next));
        app.UseProblems();
        app.UseTrustedProxies();
        app.UseChat();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapChat();
        await app.StartAsync();
        _nodes.Add(app);
        if (_nodes.Count == 1)
            await Eventually.TrueAsync(TryWriteFactsAsync, "the facts are written");
        await Eventually.TrueAsync(() => app.Services.GetRequiredService<FactsReader>().Current.Facts.Revision > 0, "the node has the facts");
        return app;
    }

    /// <summary>Begins a node as its own process, on the same Redis and with the same keys. The caller ends it.</summary>
    public (TestProcess Process, Uri Address) BeginProcess(IReadOnlyDictionary<string, string?>? environment = null)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        var process = TestProcess.Start(
            "dotnet",
            [
                Path.Combine(AppContext.BaseDirectory, "Broadcast.Chat.dll"), "--urls", $"{address}",
                .. FixedSettings.Apply(new ServiceCollection(), _settings, typeof(ChatModule)).SelectMany(setting => (string[])[$"--{setting.Key}", setting.Value!]),
            ],
            environment: environment);
        return (process, address);
    }

    /// <summary>The same, and waits until the node serves a room.</summary>
    public async Task<(TestProcess Process, Uri Address)> StartProcessAsync(IReadOnlyDictionary<string, string?>? environment = null)
    {
        var (process, address) = BeginProcess(environment);
        try
        {
            await ServesRoomAsync(process, address);
            return (process, address);
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until a node that is its own process serves a room.</summary>
    public static async Task ServesRoomAsync(TestProcess process, Uri address)
    {
        using var http = new HttpClient { BaseAddress = address };
        await Eventually.TrueAsync(ServesAsync, "the process serves the room");

        async Task<bool> ServesAsync()
        {
            try
            {
                // The node knows the room as soon as it has the facts.
                using var answer = await http.GetAsync(new Uri($"/api/v1/rooms/{Gushi}", UriKind.Relative));
                return answer.IsSuccessStatusCode;
            }
            catch (HttpRequestException) when (!process.HasExited)
            {
                return false;
            }
        }
    }

    public Task WriteFactsAsync() => Services.GetRequiredService<FactsWriter>().WriteAsync(Facts());

    /// <summary>Writes changed facts, as Api does.</summary>
    public Task ChangeFactsAsync(Func<FestivalFacts, FestivalFacts> change) =>
        Services.GetRequiredService<FactsWriter>().WriteAsync(change(Facts()) with { Revision = ++_revision });

    /// <summary>Revokes a session, as Api does when staff sign out.</summary>
    public Task EndSessionAsync(string session) =>
        ChangeFactsAsync(facts => facts with { RevokedSessions = [session] });

    private async Task<bool> TryWriteFactsAsync()
    {
        try
        {
            await WriteFactsAsync();
            return true;
        }
        catch (Exception exception) when (RedisAway.Is(exception))
        {
            // On a busy machine the first connection to Redis is slow.
            return false;
        }
    }

    /// <summary>Ends a node as a crash does: it notifies nobody and finishes nothing.</summary>
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
            // Expected: the connections are cut, and the loops end by themselves.
        }

        await node.DisposeAsync();
    }

    public Uri Address(int node = 0) => Address(_nodes[node]);

    public static Uri Address(WebApplication node) =>
        new(node.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    public string Token(TokenSubject subject) => Services.GetRequiredService<TokenSigner>().Sign(subject, TimeSpan.FromHours(1));

    public string AnchorToken => Token(new TokenSubject("staff:anchor", "Li Na", [Roles.Anchor], [Gushi.Value, Zhanyi.Value], "anchor-session"));

    public string OperatorToken => Token(new TokenSubject("staff:operator", "Wang", [Roles.Operator], [], "operator-session"));

    /// <summary>The token of a moderator with these rights, in the rooms of these stages, or in all rooms when none is given.</summary>
    public string ModeratorToken(string[] rights, params string[] stages) =>
        Token(new TokenSubject("staff:moderator", "Zhao", [Roles.Moderator], stages, "moderator-session") { Moderates = rights });

    public string GuestToken(string name) => Token(new TokenSubject($"guest:{name}", name, [], [], "guest"));

    /// <summary>The token of somebody who has signed in, by telephone unless it says otherwise.</summary>
    public string PersonToken(string name, Proof proof = Proof.Telephone) => Token(new TokenSubject($"person:{name}", name, [], [], "person") { Proof = proof });

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

    /// <summary>As <see cref="GuestAsync"/>, for somebody who may win.</summary>
    public async Task<RoomUser> PersonAsync(string name, RoomId room, int node = 0, Proof proof = Proof.Telephone)
    {
        var user = await UserAsync(PersonToken(name, proof), node);
        await user.JoinAsync(room);
        return user;
    }

    public async Task<RoomUser> AnchorAsync(RoomId room, int node = 0)
    {
        var user = await UserAsync(AnchorToken, node);
        await user.JoinAsync(room);
        return user;
    }

    /// <summary>Drains a node, as SIGTERM does first.</summary>
    public Task DrainAsync(int node) => _nodes[node].Services.GetRequiredService<HubDrain>().RunAsync();

    /// <summary>Puts a stage on air from channel time <paramref name="since"/> (Unix ms), as the playout does at a cut.</summary>
    public async Task TakeAsync(StageId stage, long since)
    {
        await State.PublishAsync(new RelayState { Channel = ChannelId.Parse(Relay.Value), OnAir = stage, Since = since, Slate = false });
        await Services.GetRequiredService<IRoomAnnouncer>().AnnounceAsync(
            Relay, new StageOnAir { Stage = stage }, since, $"onair:{since}", Actor.Rule(Rules.ChannelPlays).Author, CancellationToken.None);
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
