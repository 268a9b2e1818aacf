using System.Net.Http.Json;
using System.Text.Json;
using TestKit;
using TestKit.Redis;
using TestKit.Rooms;

namespace Broadcast.Api.Tests.Facts;

/// <summary>A mode and a pin from end to end: set in a room, kept in the database, back in the room when Redis has lost everything.</summary>
public sealed class StandingStateTests
{
    [Test]
    public async Task Closed_stays_closed_and_pinned_stays_pinned_when_Redis_loses_everything()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var host = await ApiHost.StartOnAsync(
            redis, "--Roles", "api,chat", "--Rooms:Guests", "read,chat", "--Rooms:ChatPerSecond", "1000", "--Rooms:ChatBurst", "1000", "--Rooms:CallsPerSecond", "2000");
        await host.CreateFestivalAsync();
        await host.Operator.PostAsync("/api/v1/products", new { id = "goose", stage = "gushi", name = "鹅", nameEn = "Goose", price = 9900, url = "/goose" }).OkAsync();
        await Eventually.TrueAsync(() => host.Facts is { Stages.Count: 2, Products.Count: 1 }, "the rooms know the stages and the product");
        await using var viewer = await RoomUser.GuestAsync(host.Anonymous, host.Http, "Lin");
        await viewer.JoinAsync("gushi");

        await host.Operator.PutAsJsonAsync("/api/v1/rooms/gushi/mode", new { chat = "staff" }).OkAsync();
        await host.Operator.PostAsync("/api/v1/rooms/gushi/pin", new { productId = "goose" }).OkAsync();
        await Eventually.TrueAsync(() => host.Facts is { Modes.Count: 1, Pins.Count: 1 }, "the facts have the mode and the pin");
        await LoseAsync(redis);

        var codes = new HashSet<string?>(StringComparer.Ordinal);
        var room = await Eventually.ValueAsync(
            async () =>
            {
                codes.Add(await RoomUser.CodeOfAsync(viewer.SayAsync("hello")));
                var now = await host.Anonymous.GetOkAsync("/api/v1/rooms/gushi");
                return Chat(now) == "staff" && now.GetProperty("pin").ValueKind != JsonValueKind.Null ? now.GetRawText() : null;
            },
            "the room shows again what it showed");
        Assert.Multiple(() =>
        {
            Assert.That(codes, Is.SubsetOf(["chat.staff_only", "room.paused"]), "nobody talks in between");
            Assert.That(
                JsonDocument.Parse(room).RootElement.GetProperty("pin").GetProperty("data").GetProperty("pin").GetString(), Is.EqualTo(host.Facts.Pins.Single().Pin.Value));
        });

        await host.Operator.PutAsJsonAsync("/api/v1/rooms/gushi/mode", new { chat = "open" }).OkAsync();
        await host.Operator.DeleteAsync("/api/v1/rooms/gushi/pin").OkAsync();
        await Eventually.TrueAsync(() => host.Facts is { Modes: [{ Mode.Chat: "open" }], Pins.Count: 0 }, "the facts have the end of both");
        await LoseAsync(redis);

        await Eventually.TrueAsync(async () => await RoomUser.CodeOfAsync(viewer.SayAsync("hello")) is null, "the room is open");
        var last = await host.Anonymous.GetOkAsync("/api/v1/rooms/gushi");
        Assert.That((Chat(last), last.GetProperty("pin").ValueKind), Is.EqualTo(("open", JsonValueKind.Null)));
    }

    private static string? Chat(JsonElement room) => room.GetProperty("mode").GetProperty("chat").GetString();

    private static async Task LoseAsync(RedisServer redis)
    {
        await using var client = await redis.ConnectAsync();
        await client.GetServers().Single().FlushAllDatabasesAsync();
    }
}
