using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Broadcast.Api.Data;
using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TestKit;
using TestKit.Redis;

namespace Broadcast.Api.Tests;

/// <summary>The real host on a free port, with a real Redis and its own database: a SQLite file, or what the run's TEST_DATABASE names.</summary>
internal sealed class ApiHost : IAsyncDisposable
{
    /// <summary>One root key for the whole run: several hosts of a test share a database.</summary>
    private static readonly string RootKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private readonly TemporaryFolder _folder;
    private readonly WebApplication _app;
    private readonly Engine _engine;

    private ApiHost(TemporaryFolder folder, WebApplication app, KeptLog log, Engine engine, string connection)
    {
        (_folder, _app, Log, _engine, Connection) = (folder, app, log, engine, connection);
        Http = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Anonymous = Client(null);
        Operator = Client(Token(Roles.Operator));
    }

    public Uri Http { get; }

    public KeptLog Log { get; }

    public HttpClient Anonymous { get; }

    public HttpClient Operator { get; }

    public IServiceProvider Services => _app.Services;

    public string DataDirectory => _folder.Path;

    /// <summary>The connection string of the host's own database.</summary>
    public string Connection { get; }

    public FestivalFacts Facts => Services.GetRequiredService<FactsReader>().Current.Facts;

    /// <summary>Starts a host with the role <c>api</c>; <paramref name="arguments"/> override the defaults.</summary>
    public static Task<ApiHost> StartAsync(params string[] arguments) => StartAsync(EngineOfRun.Value, RunRedis.Server, arguments);

    public static Task<ApiHost> StartAsync(Engine engine, params string[] arguments) => StartAsync(engine, RunRedis.Server, arguments);

    public static Task<ApiHost> StartOnAsync(RedisServer redis, params string[] arguments) => StartAsync(EngineOfRun.Value, redis, arguments);

    private static async Task<ApiHost> StartAsync(Engine engine, RedisServer redis, string[] arguments)
    {
        var folder = new TemporaryFolder();
        var connection = engine == Engine.Postgres ? await RunPostgres.DatabaseAsync() : $"Data Source={folder.File("api.db")}";
        var app = ServiceHost.Build(
        [
            "--Roles", "api", "--urls", "http://127.0.0.1:0", "--DataDirectory", folder.Path,
            "--ConnectionStrings:Redis", redis.ConnectionString, "--Redis:Prefix", $"t-{Guid.NewGuid():N}",
            "--ConnectionStrings:Database", connection,
            "--Keys:Root", RootKey, "--Tokens:Keys:0:Id", "one", "--Tokens:Keys:0:Secret", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            // The host simulates no viewer and no anchor. A test that wants them passes these settings again: the last one counts.
            "--Demo:Audience", "0", "--Demo:Hand", "false",
            // The kept log has all; the console only what may explain a failure.
            "--Logging:LogLevel:Default", "Debug", "--Logging:LogLevel:Microsoft.AspNetCore", "Debug", "--Logging:Console:LogLevel:Default", "Warning",
            .. arguments,
        ]);
        var log = new KeptLog();
        app.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);
        PlainStart.Check(app.Services);
        await app.StartAsync();
        return new ApiHost(folder, app, log, engine, connection);
    }

    public string Token(params string[] roles) => Services.GetRequiredService<TokenSigner>()
        .Sign(new TokenSubject("staff:test", "Test", roles, ["gushi"], Guid.NewGuid().ToString("N")), TimeSpan.FromHours(1));

    /// <summary>The ticket of somebody who has signed in by telephone: who may win.</summary>
    public string PersonToken(string name) => Services.GetRequiredService<TokenSigner>()
        .Sign(new TokenSubject($"person:{name}", name, [], [], Guid.NewGuid().ToString("N")) { Proof = Proof.Telephone }, TimeSpan.FromHours(1));

    /// <summary>The token of a moderator of these stages' rooms, or of all rooms if no stage is named.</summary>
    public string ModeratorToken(string[] rights, params string[] stages) => StaffToken(Roles.Moderator, rights, stages);

    public string StaffToken(string role, string[] moderates, params string[] stages) => Services.GetRequiredService<TokenSigner>()
        .Sign(new TokenSubject("staff:moderator", "Zhao", [role], stages, Guid.NewGuid().ToString("N")) { Moderates = moderates }, TimeSpan.FromHours(1));

    /// <summary>A new machine key with every scope.</summary>
    public async Task<string> MachineKeyAsync() =>
        (await Operator.PostAsync("/api/v1/machine-keys", new { name = "Shop", scopes = new[] { "products" } }).OkAsync()).GetProperty("key").GetString()!;

    public HttpClient Client(string? token)
    {
        var client = new HttpClient { BaseAddress = Http };
        if (token is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    public FestivalDb Database() => Services.GetRequiredService<IDbContextFactory<FestivalDb>>().CreateDbContext();

    /// <summary>All that the database holds, to search for what must not be in it.</summary>
    public async Task<string> StoredAsync()
    {
        await using var database = Database();
        if (_engine == Engine.Postgres)
            return (await database.Database.SqlQuery<string>($"SELECT CAST(database_to_xml(true, false, '') AS text) AS \"Value\"").ToListAsync()).Single();

        await database.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        return Encoding.Latin1.GetString(await File.ReadAllBytesAsync(_folder.File("api.db")));
    }

    /// <summary>Creates a festival with the stages gushi and suning, and waits until the rooms of this host know them.</summary>
    public async Task CreateFestivalAsync(string festival = "festival")
    {
        await Operator.PostAsync("/api/v1/festivals", new { id = festival, name = "乡村文化节", nameEn = "Rural Culture Festival" }).OkAsync();
        await Operator.PostAsync($"/api/v1/festivals/{festival}/stages", new { id = "gushi", name = "固始" }).OkAsync();
        await Operator.PostAsync($"/api/v1/festivals/{festival}/stages", new { id = "suning", name = "肃宁" }).OkAsync();
        await Eventually.TrueAsync(() => Services.GetRequiredService<FactsReader>().Current.Stage(StageId.Parse("suning")) is not null, "the rooms know the stages");
    }

    public async ValueTask DisposeAsync()
    {
        Anonymous.Dispose();
        Operator.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (_engine == Engine.Postgres)
            await RunPostgres.Server.DropDatabaseAsync(Connection);
        _folder.Dispose();
    }
}
