using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Broadcast.Chat;
using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Chat.Spine.Time;
using Broadcast.Chat.Spine.Tokens;
using Broadcast.Ingest.Inputs;
using Broadcast.Ingest.Packaging;
using Broadcast.Ingest.Rtmp;
using Broadcast.Ingest.Sources;
using Broadcast.Ingest.TestPicture;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TestKit;
using TestKit.Redis;

namespace Broadcast.Ingest.Tests.Sources;

/// <summary>RTMP, sources and their HTTP routes as the host runs them, on a real Redis that holds the facts.</summary>
internal sealed class SourcesHost : IAsyncDisposable
{
    public static readonly StageId Gushi = StageId.Parse("gushi");
    private readonly WebApplication _app;
    private long _revision;

    private SourcesHost(WebApplication app, RedisServer redis) => (_app, Redis) = (app, redis);

    public RedisServer Redis { get; }

    public IServiceProvider Services => _app.Services;

    public StageSource Source => Services.GetRequiredService<StageRegistry>().Source(Gushi);

    /// <param name="key">The stage's stream key.</param>
    /// <param name="time">The clock of the host's machine, which it follows; null for the true one.</param>
    public static async Task<SourcesHost> StartAsync(string key, TimeProvider? time = null)
    {
        var host = await StartWithoutFactsAsync(time);
        await host.SetKeyAsync(key);
        return host;
    }

    public static async Task<SourcesHost> StartWithoutFactsAsync(TimeProvider? time = null)
    {
        var redis = await RedisServer.StartAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["urls"] = "http://127.0.0.1:0",
            ["ConnectionStrings:Redis"] = redis.ConnectionString,
            ["Tokens:Keys:0:Id"] = "one",
            ["Tokens:Keys:0:Secret"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            ["Ingest:Rtmp:Address"] = "127.0.0.1",
            ["Ingest:Rtmp:Port"] = "0",
        });
        if (time is not null)
        {
            builder.Configuration["Clock:Reference"] = "machine";
            builder.Services.AddSingleton(new DisciplinedClock(time));
        }

        builder.AddSpine();
        builder.AddPackaging();
        builder.AddSources();
        builder.AddInputs();
        builder.AddTestPicture();
        builder.AddRtmp();
        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapSources();
        app.MapTestPicture();
        await app.StartAsync();
        return new SourcesHost(app, redis);
    }

    public IPEndPoint Rtmp => new(IPAddress.Loopback, Services.GetRequiredService<RtmpEndpoint>().Port);

    public string RtmpUrl(string key) => $"rtmp://127.0.0.1:{Rtmp.Port}/live/{key}";

    /// <summary>Writes facts with this key for the stage, and waits until the host has read them.</summary>
    public async Task SetKeyAsync(string key)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        await Services.GetRequiredService<FactsWriter>().WriteAsync(FestivalFacts.Empty with
        {
            Revision = ++_revision,
            Epoch = "one",
            Stages = [new StageFact { Id = Gushi, Festival = FestivalId.Parse("festival"), Name = "固始", NameEn = "Gushi", KeyDigest = digest }],
        });
        var facts = Services.GetRequiredService<FactsReader>();
        await Eventually.TrueAsync(() => facts.Current.StageByKeyDigest(digest) is not null, "the facts are read");
    }

    /// <summary>A client whose token has these roles; without a token when <paramref name="roles"/> is null.</summary>
    public HttpClient Client(string[]? roles = null, params string[] stages)
    {
        var client = new HttpClient { BaseAddress = new Uri(_app.Urls.Single()) };
        if (roles is not null)
        {
            var token = Services.GetRequiredService<TokenSigner>().Sign(new TokenSubject("staff:one", "One", roles, stages, "session"), TimeSpan.FromMinutes(5));
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await Redis.DisposeAsync();
    }
}
