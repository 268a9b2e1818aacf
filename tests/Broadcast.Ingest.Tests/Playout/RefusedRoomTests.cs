using Broadcast.Chat.Contracts.Ids;
using Broadcast.Ingest.Playout;
using Microsoft.Extensions.DependencyInjection;
using TestKit;

namespace Broadcast.Ingest.Tests.Playout;

/// <summary>Redis refuses what one room is to be told.</summary>
internal sealed class RefusedRoomTests
{
    [Test]
    public async Task The_other_rooms_are_told()
    {
        // A text where the room's log should be: every notice of the room fails.
        await using var host = await ChannelsHost.StartAsync(async redis =>
        {
            using var connection = await redis.ConnectAsync();
            await connection.GetDatabase().StringSetAsync("{lf:zhanyi}:control", "not a log");
        });
        var notices = host.Services.GetRequiredService<ChannelNotices>();
        using var redis = await host.Redis.ConnectAsync();
        var told = await redis.GetDatabase().StreamLengthAsync("{lf:gushi}:control");

        notices.OnSlate(ChannelId.Parse("zhanyi"), showing: true, DateTimeOffset.UtcNow);
        notices.OnSlate(ChannelId.Parse("gushi"), showing: true, DateTimeOffset.UtcNow);

        await Eventually.TrueAsync(async () => await redis.GetDatabase().StreamLengthAsync("{lf:gushi}:control") > told, "the other room is told");
    }
}
