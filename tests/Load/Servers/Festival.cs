using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Load.Dialects;
using TestKit;
using TestKit.Hosts;
using TestKit.Redis;

namespace Load.Servers;

/// <summary>LiveFestival as it runs at scale: Redis, Api with the demo's festival, and any number of chat processes.</summary>
internal sealed class Festival : IRoomServer
{
    /// <summary>A stage without an encoder: only the load tool writes into its room.</summary>
    public const string Room = "gushi";

    private readonly TemporaryFolder _folder = new();
    private readonly string _key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
    private readonly List<FestivalHost> _chat = [];
    private RedisServer? _redis;
    private FestivalHost? _api;

    private Festival(string name) => Name = name;

    public string Name { get; }

    public IReadOnlyList<string> Nodes => [.. _chat.Select(node => $"127.0.0.1:{node.Http.Port}")];

    public DialectSpec Dialect => new("room", Room, _key);

    public IReadOnlyList<int> Processes => [.. _chat.Select(node => node.Process.Id)];

    public int? Redis => _redis!.ProcessId;

    public IReadOnlyList<FestivalHost> Chat => _chat;

    /// <summary>Products of the catalogue that an anchor may pin.</summary>
    public IReadOnlyList<string> Products { get; private set; } = [];

    /// <param name="name">The name in tables of results.</param>
    /// <param name="nodes">The number of chat processes.</param>
    /// <param name="arguments">More configuration of the chat processes, whose limits on callers are lifted.</param>
    public static async Task<Festival> StartAsync(string name, int nodes, params string[] arguments)
    {
        var festival = new Festival(name);
        try
        {
            await festival.StartAsync(nodes, arguments);
            return festival;
        }
        catch
        {
            await festival.DisposeAsync();
            throw;
        }
    }

    /// <summary>Pins a product through a live node; returns the offset of the event.</summary>
    public async Task<long> PinAsync(FestivalHost node, string product, string id)
    {
        using var anchor = node.Client(_api!.Demo.AnchorToken);
        using var answer = await anchor.PostAsJsonAsync($"/api/v1/rooms/{Room}/pin", new { productId = product, id });
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("offset").GetInt64();
    }

    /// <summary>The number of viewers that a node reports.</summary>
    public static async Task<long> AudienceAsync(FestivalHost node) =>
        (await node.Anonymous.GetFromJsonAsync<JsonElement>($"/api/v1/rooms/{Room}")).GetProperty("counts").GetProperty("viewers").GetInt64();

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _chat)
            await node.DisposeAsync();
        if (_api is not null)
            await _api.DisposeAsync();
        if (_redis is not null)
            await _redis.DisposeAsync();
        _folder.Dispose();
    }

    private async Task StartAsync(int nodes, string[] arguments)
    {
        _redis = await RedisServer.StartAsync();
        string[] spine =
        [
            "--ConnectionStrings:Redis", _redis.ConnectionString,
            "--Tokens:Keys:0:Id", "one", "--Tokens:Keys:0:Secret", _key,
            "--Rooms:Guests", "read,like,chat,answer",
        ];
        _api = await FestivalHost.StartAsync(["--Roles", "api", "--Demo", "true", "--Demo:Encoders", "false", "--Demo:SlotSeconds", "900",
            "--Keys:Root", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)), "--ConnectionStrings:Database", $"Data Source={_folder.File("festival.db")}", .. spine]);
        var products = await _api.Anonymous.GetFromJsonAsync<JsonElement>("/api/v1/products");
        Products = [.. Items(products).Select(product => product.GetProperty("id").GetString()!)];
        for (var i = 0; i < nodes; i++)
        {
            _chat.Add(await FestivalHost.StartAsync(["--Roles", "chat", .. spine,
                "--Rooms:ChatPerSecond", "1000", "--Rooms:ChatBurst", "1000", "--Rooms:CallsPerSecond", "1000",
                "--Admission:PerSecond", "100000", "--Admission:Burst", "100000", "--Admission:PerAddress", "100000", .. arguments]));
        }
    }

    private static JsonElement.ArrayEnumerator Items(JsonElement list) =>
        list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : list.EnumerateObject().First(member => member.Value.ValueKind == JsonValueKind.Array).Value.EnumerateArray();
}
