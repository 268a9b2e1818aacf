using System.Net.Http.Json;
using System.Text.Json;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.State;
using TestKit;

namespace Broadcast.Ingest.Tests.Playout;

/// <summary>The state that a relay left in Redis before the host was started again.</summary>
internal sealed class LastStateTests
{
    [Test]
    public async Task What_was_held_before_the_start_is_held_and_an_operator_releases_it()
    {
        var by = new EventAuthor { Id = ViewerId.Parse("staff:wang"), Name = "Wang", Kind = ActorKinds.Staff };
        var since = DateTimeOffset.UtcNow.AddHours(-1).ToUnixTimeMilliseconds();
        var left = new RelayState
        {
            Channel = ChannelId.Parse("festival"),
            OnAir = StageId.Parse("gushi"),
            Since = since,
            Slate = false,
            ByHand = new RelayByHand { Stage = StageId.Parse("gushi"), By = by, Since = since, Hold = new RelayHold(by, since) },
        };
        await using var host = await ChannelsHost.StartAsync(
            async redis =>
            {
                using var connection = await redis.ConnectAsync();
                await connection.GetDatabase().StringSetAsync("{lf:festival}:relay", JsonSerializer.SerializeToUtf8Bytes(left, ContractJson.Options));
            },
            ChannelsHost.Slot("s1", "zhanyi", -10, 600));
        using var client = host.Client("operator");

        await Eventually.TrueAsync(() => host.Channels.Relay("festival")!.State.OnAir == StageId.Parse("gushi"), "what was held is on air");
        var status = await client.GetStringAsync("/api/v1/channels/festival");
        using var released = await client.PostAsJsonAsync("/api/v1/channels/festival/release", new { });

        Assert.That(status, Does.Contain("\"held\":true").And.Contain("\"Wang\""));
        Assert.That(released.IsSuccessStatusCode, Is.True);
        await Eventually.TrueAsync(() => host.Channels.Relay("festival")!.State.OnAir == StageId.Parse("zhanyi"), "the rundown goes on");
    }

    [Test]
    public async Task A_state_that_cannot_be_read_costs_no_start_and_is_replaced()
    {
        await using var host = await ChannelsHost.StartAsync(
            async redis =>
            {
                using var connection = await redis.ConnectAsync();
                await connection.GetDatabase().StringSetAsync("{lf:festival}:relay", "{ not a state");
            },
            ChannelsHost.Slot("s1", "zhanyi", -10, 600));

        await Eventually.TrueAsync(() => host.Channels.Relay("festival")!.State.OnAir == StageId.Parse("zhanyi"), "the relay follows its rundown");
        using var redis = await host.Redis.ConnectAsync();
        await Eventually.TrueAsync(
            async () => ((string?)await redis.GetDatabase().StringGetAsync("{lf:festival}:relay"))?.Contains("zhanyi", StringComparison.Ordinal) == true,
            "its state stands again");
    }
}
