using System.Text.Json;
using System.Text.Json.Nodes;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Rooms.Log;
using MessagePack;
using MessagePack.Resolvers;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using TestKit;

namespace Broadcast.Chat.Tests.Contracts;

public sealed class PackedContractTests
{
    /// <summary>A client without the contract types reads the same from both protocols.</summary>
    [Test]
    public async Task Every_type_of_event_reads_the_same_in_both_protocols()
    {
        await using var festival = await ChatFestival.StartAsync();
        List<JsonNode> plain = [], packed = [];
        await using var json = await ConnectAsync(festival, packed: false);
        await using var pack = await ConnectAsync(festival, packed: true);
        using var plainFrames = json.On<JsonElement>("Events", batch => Append(plain, JsonSerializer.SerializeToNode(batch)!));
        using var packedFrames = pack.On<object>("Events", batch => Append(packed, Plain(batch)));
        var joined = JsonSerializer.SerializeToNode(await json.InvokeAsync<JsonElement>("Join", "gushi", null))!;
        var joinedPacked = Plain(await pack.InvokeAsync<object>("Join", "gushi", null));

        await festival.Services.GetRequiredService<RoomLog>().AppendAsync(
            ChatFestival.Gushi.Room, LogLane.Control, [.. RoomEventJsonTests.Every.Select(data => new NewEvent(data, ShowAt: 5, By: RoomEventJsonTests.Anchor))]);

        await Eventually.TrueAsync(() => Heard(plain) == EventCatalog.All.Count() && Heard(packed) == EventCatalog.All.Count(), "both heard every event");
        (joined["snapshot"]!["now"], joinedPacked["snapshot"]!["now"]) = (0, 0);
        (joined["snapshot"]!["counts"], joinedPacked["snapshot"]!["counts"]) = (null, null);
        Assert.Multiple(() =>
        {
            Assert.That(Text(packed), Is.EqualTo(Text(plain)));
            Assert.That(JsonNode.DeepEquals(joinedPacked, joined), Is.True, $"{joinedPacked}\n{joined}");
        });
    }

    [Test]
    public async Task A_packed_client_resumes_from_its_position()
    {
        await using var festival = await ChatFestival.StartAsync();
        var anchor = await festival.AnchorAsync(ChatFestival.Gushi.Room);
        await anchor.SayAsync("first");
        await anchor.SayAsync("second");
        await using var pack = await ConnectAsync(festival, packed: true);

        var all = Plain(await pack.InvokeAsync<object>("Join", "gushi", null));
        var position = new Dictionary<string, object>(StringComparer.Ordinal) { ["epoch"] = (string)all["epoch"]!, ["offset"] = 1 };
        var rest = Plain(await pack.InvokeAsync<object>("Join", "gushi", position));

        Assert.Multiple(() =>
        {
            Assert.That((bool)rest["resync"]!, Is.False);
            Assert.That(rest["events"]!.AsArray().Select(item => (string)item!["data"]!["text"]!), Is.EqualTo(["second"]));
        });
    }

    private static async Task<HubConnection> ConnectAsync(ChatFestival festival, bool packed)
    {
        var builder = new HubConnectionBuilder().WithUrl(new Uri(festival.Address(), "/hubs/room"), options =>
        {
            options.Transports = HttpTransportType.WebSockets;
            options.SkipNegotiation = true;
            options.AccessTokenProvider = () => Task.FromResult<string?>(festival.GuestToken("ann"));
        });
        if (packed)
            builder.AddMessagePackProtocol(options => options.SerializerOptions = ContractlessStandardResolver.Options);
        var connection = builder.Build();
        await connection.StartAsync();
        return connection;
    }

    /// <summary>A MessagePack value as JSON.</summary>
    private static JsonNode Plain(object packed) =>
        JsonNode.Parse(MessagePackSerializer.ConvertToJson(MessagePackSerializer.Serialize(packed, ContractlessStandardResolver.Options), ContractlessStandardResolver.Options))!;

    private static void Append(List<JsonNode> frames, JsonNode frame)
    {
        lock (frames)
            frames.Add(frame);
    }

    private static int Heard(List<JsonNode> frames) => Events(frames).Count;

    private static string Text(List<JsonNode> frames) => string.Join('\n', Events(frames).Select(item => JsonNode.Parse(item.ToJsonString())!.ToJsonString()));

    private static List<JsonNode> Events(List<JsonNode> frames)
    {
        lock (frames)
            return [.. frames.SelectMany(frame => frame["events"]!.AsArray()).Select(item => item!)];
    }
}
