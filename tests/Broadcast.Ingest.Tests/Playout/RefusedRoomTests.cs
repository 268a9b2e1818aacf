using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Spine.Rooms;
using Broadcast.Ingest.Playout;
using Microsoft.Extensions.DependencyInjection;
using TestKit;

namespace Broadcast.Ingest.Tests.Playout;

/// <summary>Redis refuses what one room is to be told, or does not answer for it.</summary>
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

        await GushiIsToldAsync(host);
    }

    [Test]
    public async Task A_room_that_gets_no_answer_holds_up_no_other()
    {
        SlowAnnouncer? announcer = null;
        await using var host = await ChannelsHost.StartAsync(builder => builder.Services.AddSingleton<IRoomAnnouncer>(
            services => announcer = new SlowAnnouncer(ActivatorUtilities.CreateInstance<RoomAnnouncer>(services))));
        try
        {
            host.Services.GetRequiredService<ChannelNotices>().OnSlate(ChannelId.Parse("zhanyi"), showing: true, DateTimeOffset.UtcNow);
            await announcer!.Waits.WaitAsync(Eventually.Patience);

            await GushiIsToldAsync(host);
        }
        finally
        {
            announcer!.GoOn();
        }
    }

    private static async Task GushiIsToldAsync(ChannelsHost host)
    {
        var notices = host.Services.GetRequiredService<ChannelNotices>();
        using var redis = await host.Redis.ConnectAsync();
        var told = await redis.GetDatabase().StreamLengthAsync("{lf:gushi}:control");

        notices.OnSlate(ChannelId.Parse("zhanyi"), showing: true, DateTimeOffset.UtcNow);
        notices.OnSlate(ChannelId.Parse("gushi"), showing: true, DateTimeOffset.UtcNow);

        await Eventually.TrueAsync(async () => await redis.GetDatabase().StreamLengthAsync("{lf:gushi}:control") > told, "the other room is told");
    }

    /// <summary>The real announcer, which waits for one room's part of Redis.</summary>
    private sealed class SlowAnnouncer(RoomAnnouncer inner) : IRoomAnnouncer
    {
        private readonly TaskCompletionSource _waits = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Completes when the room waits.</summary>
        public Task Waits => _waits.Task;

        public void GoOn() => _answer.TrySetResult();

        public async Task AnnounceAsync(RoomId room, IEventData data, long? showAt, string onceId, EventAuthor by, CancellationToken cancellation)
        {
            if (room == RoomId.Parse("zhanyi"))
            {
                _waits.TrySetResult();
                await _answer.Task;
            }

            await inner.AnnounceAsync(room, data, showAt, onceId, by, cancellation);
        }
    }
}
