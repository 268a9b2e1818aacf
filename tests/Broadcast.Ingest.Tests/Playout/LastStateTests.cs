using Broadcast.Chat.Contracts.Ids;
using TestKit;

namespace Broadcast.Ingest.Tests.Playout;

/// <summary>The state that a relay left in Redis before the host was started again.</summary>
internal sealed class LastStateTests
{
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
