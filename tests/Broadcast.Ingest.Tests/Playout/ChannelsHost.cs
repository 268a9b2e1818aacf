using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Chat.Spine.Tokens;
using Broadcast.Ingest.Playout;
using Broadcast.Ingest.Rtmp;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TestKit;
using TestKit.Redis;

namespace Broadcast.Ingest.Tests.Playout;

/// <summary>The whole Ingest service on a real Redis, with stages <c>zhanyi</c> and <c>gushi</c> and relay <c>festival</c>.</summary>
internal sealed class ChannelsHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TemporaryFolder _data;
    private long _revision;
    private string[] _revoked = [];

    private ChannelsHost(WebApplication app, RedisServer redis, TemporaryFolder data) => (_app, Redis, _data) = (app, redis, data);

    public RedisServer Redis { get; }

    public IServiceProvider Services => _app.Services;

    public ChannelRegistry Channels => Services.GetRequiredService<ChannelRegistry>();

    /// <summary>The stages of the next facts.</summary>
    public IReadOnlyList<string> Stages { get; set; } = ["zhanyi", "gushi"];

    /// <summary>The relays of the next facts.</summary>
    public IReadOnlyList<string> Relays { get; set; } = ["festival"];

    public Uri Http => new(_app.Urls.Single());

    public static Task<ChannelsHost> StartAsync(params SlotFact[] slots) => StartAsync(_ => Task.CompletedTask, slots);

    /// <param name="before">Prepares Redis before the host starts.</param>
    /// <param name="slots">The relay's rundown.</param>
    public static Task<ChannelsHost> StartAsync(Func<RedisServer, Task> before, params SlotFact[] slots) => StartAsync(before, _ => { }, slots);

    /// <param name="configure">Further settings.</param>
    public static Task<ChannelsHost> StartAsync(Action<WebApplicationBuilder> configure) => StartAsync(_ => Task.CompletedTask, configure);

    private static async Task<ChannelsHost> StartAsync(Func<RedisServer, Task> before, Action<WebApplicationBuilder> configure, params SlotFact[] slots)
    {
        var redis = await RedisServer.StartAsync();
        await before(redis);
        var data = new TemporaryFolder();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["urls"] = "http://127.0.0.1:0",
            ["DataDirectory"] = data.Path,
            ["ConnectionStrings:Redis"] = redis.ConnectionString,
            ["Tokens:Keys:0:Id"] = "one",
            ["Tokens:Keys:0:Secret"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            ["Ingest:Rtmp:Address"] = "127.0.0.1",
            ["Ingest:Rtmp:Port"] = "0",
        });
        configure(builder);
        builder.AddIngest();
        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapIngest();
        await app.StartAsync();
        var host = new ChannelsHost(app, redis, data);
        await host.SetRundownAsync(slots);
        await Eventually.TrueAsync(() => host.Channels.Relay("festival") is not null, "the channels play");
        return host;
    }

    /// <summary>Where a stage's encoder pushes to; the key is the stage's name.</summary>
    public string RtmpUrl(string stage) => $"rtmp://127.0.0.1:{Services.GetRequiredService<RtmpEndpoint>().Port}/live/{stage}";

    public Task SetRundownAsync(params SlotFact[] slots)
    {
        var festival = FestivalId.Parse("festival");
        return Services.GetRequiredService<FactsWriter>().WriteAsync(FestivalFacts.Empty with
        {
            Revision = ++_revision,
            Epoch = "one",
            RevokedSessions = _revoked,
            Stages =
            [
                .. Stages.Select(stage => new StageFact
                {
                    Id = StageId.Parse(stage),
                    Festival = festival,
                    Name = stage,
                    NameEn = stage,
                    KeyDigest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(stage))),
                }),
            ],
            Relays =
            [
                .. Relays.Select(relay => new RelayFact { Channel = ChannelId.Parse(relay), Name = "节", NameEn = "Festival", RundownRevision = _revision, Slots = slots }),
            ],
        });
    }

    /// <summary>A slot that begins <paramref name="inSeconds"/> from now; negative when it has begun already.</summary>
    public static SlotFact Slot(string id, string stage, double inSeconds, double seconds) => new()
    {
        Id = SlotId.Parse(id),
        Stage = StageId.Parse(stage),
        Title = id,
        Start = DateTimeOffset.UtcNow.AddSeconds(inSeconds).ToUnixTimeMilliseconds(),
        Duration = (long)(seconds * 1000),
    };

    /// <summary>Ends a session whose tokens have not expired.</summary>
    public async Task RevokeAsync(string session)
    {
        _revoked = [session];
        await SetRundownAsync();
        await Eventually.TrueAsync(() => Services.GetRequiredService<RevokedSessions>().Contains(session), "the session is known to be ended");
    }

    /// <summary>A client whose token has these roles; without a token when no role is given.</summary>
    public HttpClient Client(params string[] roles)
    {
        var client = new HttpClient { BaseAddress = Http };
        if (roles.Length > 0)
        {
            var token = Services.GetRequiredService<TokenSigner>().Sign(new TokenSubject("staff:one", "One", roles, [], "session"), TimeSpan.FromMinutes(5));
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await Redis.DisposeAsync();
        _data.Dispose();
    }
}
