using Broadcast.Chat.Audience;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Spine.Redis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TestKit;

namespace Broadcast.Chat.Tests.Audience;

[Parallelizable(ParallelScope.All)]
public sealed class PeakTests
{
    private static readonly AudienceDay Day = new(new DateOnly(2026, 11, 24));
    private static readonly AudienceOptions Quick = new() { Beat = TimeSpan.FromSeconds(0.1), Lifetime = TimeSpan.FromSeconds(0.6) };

    private readonly RoomId _room = RoomId.Parse("peak");

    [Test]
    public async Task People_who_reconnect_before_their_killed_node_expires_do_not_raise_the_peak_and_one_more_person_does()
    {
        await using var festival = await ChatFestival.StartAsync();
        var (first, second) = (Node(festival), Node(festival));
        await Eventually.TrueAsync(async () => { await BeatAsync(first, 30); return await PeakAsync(first) == 30; }, "thirty is the peak");

        var most = 0L;
        await BeatAsync(first, 30);
        var time = festival.Services.GetRequiredService<TimeProvider>();
        var last = time.GetUtcNow();
        await Eventually.TrueAsync(
            async () =>
            {
                var reply = await BeatAsync(second, 30);
                most = Math.Max(most, reply.Viewers);
                // After two windows a doubled number would have become the peak.
                return time.GetUtcNow() > last + Quick.Lifetime + (Quick.Lifetime + Quick.Beat * 2) * 2;
            },
            "two windows have passed");
        var peak = await PeakAsync(second);
        await Eventually.TrueAsync(async () => { await BeatAsync(second, 31); return await PeakAsync(second) == 31; }, "one more who stays is a peak");

        Assert.Multiple(() =>
        {
            Assert.That(most, Is.EqualTo(60), "for a moment they were there twice");
            Assert.That(peak, Is.EqualTo(30));
        });
    }

    private Task<AudienceBeatReply> BeatAsync(AudienceStore node, int people) => node.BeatAsync(_room, people, TimeSpan.Zero, Day, 12);

    private async Task<long> PeakAsync(AudienceStore node) => (await node.ReadAsync(_room, Day)).Peak;

    private static AudienceStore Node(ChatFestival festival) =>
        new(festival.Services.GetRequiredService<RedisLink>(), festival.Keys, new NodeName(), Options.Create(Quick));
}
