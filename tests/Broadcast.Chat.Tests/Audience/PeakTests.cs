using Broadcast.Chat.Audience;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Redis;
using Broadcast.Chat.Rooms.Live;
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
    public async Task People_who_come_back_elsewhere_before_their_killed_node_has_expired_are_no_peak_and_more_people_are()
    {
        await using var festival = await ChatFestival.StartAsync();
        var (first, second) = (Node(festival), Node(festival));
        await Eventually.TrueAsync(async () => { await SayAsync(first, 30); return await PeakAsync(first) == 30; }, "thirty is the peak");

        var most = 0L;
        var last = (await SayAsync(first, 30)).Now;
        await Eventually.TrueAsync(
            async () =>
            {
                var reply = await SayAsync(second, 30);
                most = Math.Max(most, reply.Viewers);
                // Two windows later every doubled number would have been taken.
                return reply.Now > last + Quick.Lifetime + (Quick.Lifetime + Quick.Beat * 2) * 2;
            },
            "two windows have passed");
        var peak = await PeakAsync(second);
        await Eventually.TrueAsync(async () => { await SayAsync(second, 31); return await PeakAsync(second) == 31; }, "one more who stays is a peak");

        Assert.Multiple(() =>
        {
            Assert.That(most, Is.EqualTo(60), "for a moment they were there twice");
            Assert.That(peak, Is.EqualTo(30));
        });
    }

    private Task<AudienceBeatReply> SayAsync(AudienceStore node, int people) => node.BeatAsync(_room, people, TimeSpan.Zero, Day, 12, spoke: null);

    private async Task<long> PeakAsync(AudienceStore node) => (await node.ReadAsync(_room, Day)).Peak;

    private static AudienceStore Node(ChatFestival festival) =>
        new(festival.Services.GetRequiredService<RedisLink>(), festival.Keys, new NodeName(), Options.Create(Quick));
}
