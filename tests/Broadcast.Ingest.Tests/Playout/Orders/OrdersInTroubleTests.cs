using System.Net;
using System.Net.Http.Json;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Orders;
using Broadcast.Chat.Spine.Orders;
using Broadcast.Chat.Spine.Redis;
using Broadcast.Chat.Spine.State;
using Broadcast.Ingest.Playout.Orders;
using Microsoft.Extensions.DependencyInjection;
using TestKit;

namespace Broadcast.Ingest.Tests.Playout.Orders;

/// <summary>Orders when time or Redis is against them.</summary>
internal sealed class OrdersInTroubleTests
{
    private static readonly ChannelId Festival = ChannelId.Parse("festival");

    [Test]
    public async Task An_order_that_grew_old_in_Redis_is_passed_over()
    {
        await using var host = await ChannelsHost.StartAsync();
        using var client = host.Client("operator");
        var redis = host.Services.GetRequiredService<RedisLink>().Database;
        var minuteAgo = DateTimeOffset.UtcNow.AddMinutes(-1).ToUnixTimeMilliseconds();
        var order = new OrderEnvelope<PlayoutOrder>("old", new TakeStage { Channel = Festival, Stage = StageId.Parse("gushi") }, minuteAgo);

        await redis.StreamAddAsync(host.Services.GetRequiredService<RedisKeys>().Orders(PlayoutOrders.Desk.Name), order.Fields());
        using var next = await TakeAsync(client, "zhanyi");
        var answer = await next.Content.ReadAsStringAsync();

        Assert.That(next.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        // Had the old one been carried out, gushi would have been before.
        Assert.That(answer, Does.Contain("\"previous\":null"));
    }

    [Test]
    public async Task While_Redis_is_away_a_take_is_answered_silent_and_channels_play_on_and_all_is_well_when_it_is_back()
    {
        await using var host = await ChannelsHost.StartAsync();
        using var client = host.Client("operator");
        await host.Redis.KillAsync();
        var before = host.Channels.Output("festival")!.Listing.NextPart;

        using var silent = await TakeAsync(client, "zhanyi");
        await Eventually.TrueAsync(() => host.Channels.Output("festival")!.Listing.NextPart >= before + 2, "the channel plays on");
        await host.Redis.StartAgainAsync();

        Assert.That(silent.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(await silent.Content.ReadAsStringAsync(), Does.Contain("playout.silent"));
        await Eventually.TrueAsync(async () =>
        {
            using var again = await TakeAsync(client, "zhanyi");
            return again.StatusCode == HttpStatusCode.OK;
        }, "orders are carried out again");
        var live = host.Services.GetRequiredService<LiveState>();
        await Eventually.TrueAsync(async () => (await live.RelayAsync(Festival))?.OnAir == StageId.Parse("zhanyi"), "the relay's state is in Redis again");
    }

    private static Task<HttpResponseMessage> TakeAsync(HttpClient client, string stage) =>
        client.PostAsJsonAsync("/api/v1/channels/festival/take", new { stage });
}
