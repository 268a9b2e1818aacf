using System.Security.Cryptography;
using TestKit;
using TestKit.Hosts;
using TestKit.Redis;

namespace LiveFestival.Tests.Split;

/// <summary>The festival as three processes on a Redis Cluster and one database file.</summary>
internal sealed class SplitFestival : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;

    private SplitFestival(TemporaryFolder folder, RedisCluster redis, FestivalHost api, FestivalHost ingest, FestivalHost chat) =>
        (_folder, Redis, Api, Ingest, Chat) = (folder, redis, api, ingest, chat);

    public RedisCluster Redis { get; }

    public FestivalHost Api { get; }

    public FestivalHost Ingest { get; }

    public FestivalHost Chat { get; }

    public static async Task<SplitFestival> StartAsync()
    {
        var folder = new TemporaryFolder();
        var redis = await RedisCluster.StartAsync();
        string[] spine =
        [
            "--ConnectionStrings:Redis", redis.ConnectionString,
            "--Tokens:Keys:0:Id", "one", "--Tokens:Keys:0:Secret", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            "--Rooms:Guests", "read,like,chat,answer",
        ];
        var api = await FestivalHost.StartAsync(["--Roles", "api", "--Demo", "true", "--Demo:Encoders", "false", "--Demo:SlotSeconds", "900",
            "--Keys:Root", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)), "--ConnectionStrings:Database", $"Data Source={folder.File("festival.db")}", .. spine]);
        var ingest = await FestivalHost.StartAsync(["--Roles", "ingest", .. spine]);
        var chat = await FestivalHost.StartAsync(["--Roles", "chat", .. spine]);
        return new SplitFestival(folder, redis, api, ingest, chat);
    }

    public async ValueTask DisposeAsync()
    {
        await Chat.DisposeAsync();
        await Ingest.DisposeAsync();
        await Api.DisposeAsync();
        await Redis.DisposeAsync();
        _folder.Dispose();
    }
}
