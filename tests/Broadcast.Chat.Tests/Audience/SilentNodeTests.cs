using Broadcast.Chat.Audience;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Spine.Redis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TestKit.Redis;
using TestKit.Rooms;
using TestKit;

namespace Broadcast.Chat.Tests.Audience;

[Parallelizable(ParallelScope.All)]
public sealed class SilentNodeTests
{
    private static readonly RoomId Room = ChatFestival.Gushi.Room;

    [Test]
    public async Task Viewers_of_a_killed_node_are_gone_from_every_screen_when_its_last_beat_has_expired()
    {
        await using var festival = await ChatFestival.StartAsync(nodes: 2, settings: [("Audience:Beat", "00:00:01"), ("Rooms:CountsEvery", "00:00:03")]);
        var (process, address) = await festival.StartProcessAsync();
        await using var ending = process;
        var ann = await festival.GuestAsync("ann", Room, node: 0);
        var bob = await festival.GuestAsync("bob", Room, node: 1);
        var there = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => RoomUser.ConnectAsync(new Uri(address, "/hubs/room"), festival.GuestToken($"v{i}"))));
        await Task.WhenAll(there.Select(user => user.JoinAsync(Room)));
        await Eventually.TrueAsync(() => ann.Counts!.Viewers == 6 && bob.Counts!.Viewers == 6, "all three nodes count");

        process.Kill();
        await Eventually.TrueAsync(() => ann.Counts!.Viewers == 2 && bob.Counts!.Viewers == 2, "both screens show two viewers");

        foreach (var user in there)
            await user.DisposeAsync();
    }

    [Test]
    public async Task A_node_that_is_put_to_sleep_loses_its_viewers_and_has_them_again_when_it_wakes()
    {
        await using var festival = await ChatFestival.StartAsync(settings: [("Audience:Lifetime", "00:00:01")]);
        var (process, address) = await festival.StartProcessAsync();
        await using var ending = process;
        var ann = await festival.GuestAsync("ann", Room);
        await using var bob = await RoomUser.ConnectAsync(new Uri(address, "/hubs/room"), festival.GuestToken("bob"));
        await bob.JoinAsync(Room);
        await Eventually.TrueAsync(() => ann.Counts!.Viewers == 2, "both nodes count");

        process.Freeze();
        await Eventually.TrueAsync(() => ann.Counts!.Viewers == 1, "the sleeping node does not count");
        process.Thaw();
        await Eventually.TrueAsync(() => ann.Counts!.Viewers == 2 && bob.Counts!.Viewers == 2, "it counts again");
    }

    [Test]
    public async Task Viewers_of_a_node_that_stops_no_longer_count_at_once()
    {
        await using var festival = await ChatFestival.StartAsync(nodes: 2, settings: [("Audience:Lifetime", "00:10:00")]);
        var ann = await festival.GuestAsync("ann", Room, node: 0);
        await festival.GuestAsync("bob", Room, node: 1);
        await Eventually.TrueAsync(() => ann.Counts!.Viewers == 2, "both nodes count");

        await festival.Nodes[1].StopAsync();

        await Eventually.TrueAsync(() => ann.Counts!.Viewers == 1, "one viewer is left");
        await using var redis = await festival.Redis.ConnectAsync();
        Assert.That(await redis.GetDatabase().HashLengthAsync(festival.Keys.Room(Room, "audience")), Is.EqualTo(1), "one node is left");
    }

    [Test]
    public async Task The_viewer_count_does_not_drop_when_Redis_sleeps_longer_than_the_lifetime_of_a_beat()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var festival = await ChatFestival.StartAsync(nodes: 2, redis: redis, settings: [("Audience:Lifetime", "00:00:02")]);
        var ann = await festival.GuestAsync("ann", Room, node: 0);
        var bob = await festival.GuestAsync("bob", Room, node: 1);
        await Eventually.TrueAsync(() => ann.Counts!.Viewers == 2 && bob.Counts!.Viewers == 2, "both nodes count");
        var seen = new List<long>();
        foreach (var user in (RoomUser[])[ann, bob])
            user.Counted += counts => { lock (seen) seen.Add(counts.Viewers); };

        var asleep = redis.AskAsync("DEBUG", "SLEEP", "5");
        await Eventually.TrueAsync(() => ann.Paused || bob.Paused, "the room is paused");
        await asleep;
        await Eventually.TrueAsync(() => !ann.Paused && !bob.Paused, "the room goes on");
        await festival.GuestAsync("cid", Room, node: 1);
        await Eventually.TrueAsync(() => ann.Counts!.Viewers == 3 && bob.Counts!.Viewers == 3, "the next viewer is counted");

        lock (seen)
            Assert.That(seen, Has.All.GreaterThanOrEqualTo(2));
    }

    [Test]
    public async Task A_late_beat_of_a_dead_node_does_not_bring_it_back()
    {
        await using var festival = await ChatFestival.StartAsync();
        var (clock, room) = (new SteppedTime(TimeProvider.System), RoomId.Parse("nobody"));
        await using var link = new RedisLink(festival.Services.GetRequiredService<IConfiguration>(), clock);
        var dead = new AudienceStore(link, festival.Keys, new NodeName(), festival.Services.GetRequiredService<IOptions<AudienceOptions>>());
        var living = festival.Services.GetRequiredService<AudienceStore>();
        Task<AudienceBeatReply> BeatAsync(AudienceStore node, int people) => node.BeatAsync(room, people, TimeSpan.Zero, new AudienceDay(new DateOnly(2026, 11, 24)), 12);

        await BeatAsync(dead, 5);
        var both = await BeatAsync(living, 2);
        clock.Step(-living.Options.Lifetime);
        await BeatAsync(dead, 5);
        var alone = await BeatAsync(living, 2);

        Assert.That((both.Viewers, alone.Viewers), Is.EqualTo((7L, 2L)), "a beat counts from when it was sent");
    }
}
