using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Orders;
using Broadcast.Chat.Spine.Orders;
using Broadcast.Chat.Spine.Redis;
using Broadcast.Chat.Spine.State;
using Broadcast.Ingest.Playout.Orders;
using Broadcast.Ingest.Sources;
using Microsoft.Extensions.DependencyInjection;
using TestKit;
using TestKit.Media;

namespace Broadcast.Ingest.Tests.Playout.Orders;

/// <summary>What operators do to a relay by hand, over HTTP and Redis.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class OrdersTests
{
    private ChannelsHost _host = null!;
    private HttpClient _operator = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _host = await ChannelsHost.StartAsync();
        _operator = _host.Client("operator");
        using var taken = await TakeAsync("festival", "gushi");
        Assert.That(taken.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        _operator.Dispose();
        await _host.DisposeAsync();
    }

    [Test]
    public async Task A_take_is_carried_out_and_answered_and_told_to_the_world()
    {
        using var response = await TakeAsync("festival", "gushi");
        var answer = await JsonAsync(response);
        var status = JsonDocument.Parse(await _operator.GetStringAsync("/api/v1/channels/festival")).RootElement;

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(answer.GetProperty("stage").GetString(), Is.EqualTo("gushi"));
        Assert.That(status.GetProperty("onAir").GetString(), Is.EqualTo("gushi"));
        Assert.That(status.GetProperty("slate").GetBoolean(), Is.True);
        var live = _host.Services.GetRequiredService<LiveState>();
        await Eventually.TrueAsync(async () => (await live.RelayAsync(ChannelId.Parse("festival")))?.OnAir == StageId.Parse("gushi"), "the relay's state is in Redis");
        var redis = _host.Services.GetRequiredService<RedisLink>();
        var log = _host.Services.GetRequiredService<RedisKeys>().Room(RoomId.Parse("festival"), "control");
        await Eventually.TrueAsync(
            async () => (await redis.Database.StreamRangeAsync(log)).Any(entry => entry.Values.Any(field => field.Value.ToString().Contains("gushi", StringComparison.Ordinal))),
            "the room's log tells the cut");
    }

    [Test]
    public async Task What_is_done_by_hand_is_in_the_channels_state_with_who_did_it_and_waits_for_the_audit()
    {
        var held = await ActAsync("hold", "gushi");
        var status = await StatusAsync();
        var slate = await ActAsync("filler", "gushi");
        var filled = await StatusAsync();
        var released = await ActAsync("release");
        var after = await StatusAsync();
        await ActAsync("return");
        using var again = await TakeAsync("festival", "gushi");
        var redis = _host.Services.GetRequiredService<RedisLink>();
        var noted = await redis.Database.StreamRangeAsync(_host.Services.GetRequiredService<RedisKeys>().Room(RoomId.Parse("festival"), "outcomes"));

        Assert.Multiple(() =>
        {
            Assert.That(held.GetRawText(), Does.Contain("\"stage\":\"gushi\"").And.Contain("\"held\":true"));
            Assert.That((status.GetProperty("onAir").GetString(), status.GetProperty("held").GetBoolean()), Is.EqualTo(("gushi", true)));
            Assert.That(status.GetProperty("byHand").GetProperty("hold").GetProperty("by").GetProperty("name").GetString(), Is.EqualTo("One"));
            Assert.That(slate.GetRawText(), Does.Contain("\"stage\":null").And.Contain("\"previous\":\"gushi\"").And.Contain("\"held\":true"));
            Assert.That((filled.GetProperty("onAir").ValueKind, filled.GetProperty("slate").GetBoolean()), Is.EqualTo((JsonValueKind.Null, true)));
            Assert.That(released.GetProperty("held").GetBoolean(), Is.False);
            Assert.That((after.GetProperty("held").GetBoolean(), after.GetProperty("byHand").ValueKind), Is.EqualTo((false, JsonValueKind.Null)));
            Assert.That(noted.Select(entry => (string?)entry["act"]), Is.SupersetOf(["hold", "filler", "release", "return", "take"]));
            Assert.That(noted.Select(entry => (string?)entry["by"]), Is.All.Contain("\"One\""));
        });
    }

    [Test]
    public async Task What_is_done_is_noted_once_also_when_nobody_waits_for_the_answer_and_two_playouts_do_it()
    {
        var one = new EventAuthor { Id = ViewerId.Parse("staff:one"), Name = "One", Kind = ActorKinds.Staff };
        var order = new ReleaseRelay { Channel = ChannelId.Parse("festival"), By = one, Act = "left", Id = "order" };
        var (redis, keys) = (_host.Services.GetRequiredService<RedisLink>().Database, _host.Services.GetRequiredService<RedisKeys>());
        foreach (var envelope in (string[])["first", "second"])
            await redis.StreamAddAsync(
                keys.Orders(PlayoutOrders.Desk.Name), new OrderEnvelope<PlayoutOrder>(envelope, order, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()).Fields());
        // Orders are carried out one after another.
        await ActAsync("release");

        var noted = await redis.StreamRangeAsync(keys.Room(RoomId.Parse("festival"), "outcomes"));
        Assert.That(noted.Count(entry => entry["act"] == "left"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_held_stage_that_leaves_the_facts_gives_the_relay_back_to_its_rundown()
    {
        var before = _host.Stages;
        _host.Stages = [.. before, "suning"];
        await _host.SetRundownAsync(ChannelsHost.Slot("s1", "zhanyi", -10, 600));
        await Eventually.TrueAsync(() => _host.Channels.Stage("suning") is not null, "the stage plays");
        using var taken = await TakeAsync("festival", "suning");
        await ActAsync("hold");
        _host.Stages = before;
        await _host.SetRundownAsync(ChannelsHost.Slot("s1", "zhanyi", -10, 600));

        await Eventually.TrueAsync(() => _host.Channels.Relay("festival")!.State is { ByHand: null, OnAir: { Value: "zhanyi" } }, "the rundown goes on");
        await _host.SetRundownAsync();
        await Eventually.TrueAsync(() => _host.Channels.Stage("suning") is null && _host.Channels.Relay("festival")!.State.OnAir is null, "all is as it was");
        using var again = await TakeAsync("festival", "gushi");
    }

    [TestCase("hold")]
    [TestCase("release")]
    [TestCase("filler")]
    [TestCase("return")]
    public async Task What_is_done_by_a_stale_view_is_refused_with_the_present_state(string act)
    {
        using var anchor = _host.Client("anchor");
        using var refused = await _operator.PostAsJsonAsync($"/api/v1/channels/festival/{act}", new { expectedCurrent = "zhanyi" });
        using var stage = await _operator.PostAsJsonAsync($"/api/v1/channels/gushi/{act}", new { });
        using var forbidden = await anchor.PostAsJsonAsync($"/api/v1/channels/festival/{act}", new { });
        var problem = await JsonAsync(refused);

        Assert.Multiple(() =>
        {
            Assert.That((refused.StatusCode, problem.GetProperty("code").GetString()), Is.EqualTo((HttpStatusCode.Conflict, "playout.conflict")));
            Assert.That((problem.GetProperty("channel").GetProperty("id").GetString(), problem.GetProperty("channel").GetProperty("onAir").GetString()), Is.EqualTo(("festival", "gushi")));
            Assert.That((stage.StatusCode, forbidden.StatusCode), Is.EqualTo((HttpStatusCode.Conflict, HttpStatusCode.Forbidden)));
        });
    }

    [TestCase("festival", "zhanyi", "zhanyi", HttpStatusCode.Conflict, "playout.conflict")]
    [TestCase("festival", "nowhere", null, HttpStatusCode.NotFound, "stage.unknown")]
    [TestCase("nowhere", "zhanyi", null, HttpStatusCode.NotFound, "channel.unknown")]
    [TestCase("NOWHERE", "zhanyi", null, HttpStatusCode.NotFound, "channel.unknown")]
    [TestCase("zhanyi", "zhanyi", null, HttpStatusCode.Conflict, "channel.not_a_relay")]
    public async Task A_take_that_cannot_be_is_refused_with_its_code(string channel, string stage, string? expected, HttpStatusCode status, string code)
    {
        using var response = await TakeAsync(channel, stage, expected);

        Assert.That(response.StatusCode, Is.EqualTo(status));
        Assert.That((await JsonAsync(response)).GetProperty("code").GetString(), Is.EqualTo(code));
    }

    [Test]
    public async Task Only_operators_take()
    {
        using var anyone = _host.Client();
        using var anchor = _host.Client("anchor");

        using var first = await anyone.PostAsJsonAsync("/api/v1/channels/festival/take", new { stage = "zhanyi" });
        using var second = await anchor.PostAsJsonAsync("/api/v1/channels/festival/take", new { stage = "zhanyi" });

        Assert.That((first.StatusCode, second.StatusCode), Is.EqualTo((HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden)));
    }

    [Test]
    public async Task All_channels_are_listed()
    {
        var list = JsonDocument.Parse(await _operator.GetStringAsync("/api/v1/channels")).RootElement;

        Assert.That(list.EnumerateArray().Select(channel => channel.GetProperty("id").GetString()), Is.EqualTo(["festival", "gushi", "zhanyi"]));
    }

    [Test]
    public async Task A_publisher_is_dropped_by_an_order()
    {
        var orders = _host.Services.GetRequiredService<PlayoutOrders>();
        var source = _host.Services.GetRequiredService<StageRegistry>().Source(StageId.Parse("zhanyi"));
        await using var encoder = Encoder.Start(_host.RtmpUrl("zhanyi"));
        await Eventually.TrueAsync(() => source.HasFeed, "the encoder publishes");

        var dropped = await orders.SendAsync(new DropPublisher { Stage = StageId.Parse("zhanyi") }, CancellationToken.None);
        var unknown = await orders.SendAsync(new DropPublisher { Stage = StageId.Parse("nowhere") }, CancellationToken.None);

        Assert.That(dropped.Failed, Is.False);
        Assert.That(unknown.Error?.Code, Is.EqualTo("stage.unknown"));
        await Eventually.TrueAsync(() => !source.HasFeed, "the encoder is gone");
    }

    private Task<HttpResponseMessage> TakeAsync(string channel, string stage, string? expectedCurrent = null) =>
        _operator.PostAsJsonAsync($"/api/v1/channels/{channel}/take", new { stage, expectedCurrent });

    private async Task<JsonElement> ActAsync(string act, string? expectedCurrent = null)
    {
        using var response = await _operator.PostAsJsonAsync($"/api/v1/channels/festival/{act}", new { expectedCurrent });
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK), act);
        return await JsonAsync(response);
    }

    private async Task<JsonElement> StatusAsync()
    {
        using var json = JsonDocument.Parse(await _operator.GetStringAsync("/api/v1/channels/festival"));
        return json.RootElement.Clone();
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage response)
    {
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return json.RootElement.Clone();
    }
}
