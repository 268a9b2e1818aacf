using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Tests.Rooms.Log;
using Microsoft.Extensions.DependencyInjection;
using TestKit;
using TestKit.Rooms;

namespace Broadcast.Chat.Tests.Live;

[Parallelizable(ParallelScope.All)]
public sealed class ResumeTests
{
    [Test]
    public async Task A_viewer_cut_off_and_back_sees_what_it_missed_in_order_once()
    {
        await using var festival = await ChatFestival.StartAsync(nodes: 2);
        var anchor = await festival.AnchorAsync(ChatFestival.Gushi.Room);
        var viewer = await festival.GuestAsync("ann", ChatFestival.Gushi.Room);
        await anchor.PinAsync(ChatFestival.Gushi.Room, ChatFestival.Goose);
        await viewer.HearsAsync<ProductPinned>();
        await viewer.CutAsync();

        for (var i = 0; i < 30; i++)
            await anchor.PinAsync(ChatFestival.Gushi.Room, i % 2 == 0 ? ChatFestival.Mushroom : ChatFestival.Goose);
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => anchor.SayAsync($"line {i}")));
        await viewer.ComeBackAsync(new Uri(festival.Address(1), "/hubs/room"), festival.GuestToken("ann"));

        await Eventually.TrueAsync(() => viewer.Position!.Offset == 231, "the viewer is up to date");
        Assert.Multiple(() =>
        {
            Assert.That(viewer.Events.Select(item => item.Offset), Is.EqualTo(Enumerable.Range(1, 231)));
            Assert.That(viewer.Skipped, Is.Zero);
            Assert.That(viewer.Resyncs, Is.Zero);
            Assert.That(viewer.Faults, Is.Empty);
        });
    }

    [Test]
    public async Task Chat_that_is_no_longer_kept_is_counted_and_no_control_event_is_missing()
    {
        await using var festival = await ChatFestival.StartAsync(settings: [("Rooms:ChatLength", "100"), ("Rooms:Ring", "100")]);
        var anchor = await festival.AnchorAsync(ChatFestival.Gushi.Room);
        var viewer = await festival.GuestAsync("ann", ChatFestival.Gushi.Room);
        await anchor.SayAsync("first");
        await viewer.HearsAsync<ChatSaid>();
        await viewer.CutAsync();
        var log = festival.Services.GetRequiredService<RoomLog>();
        var lines = Enumerable.Range(0, 200).Select(i => SomeEvent.Of(new ChatSaid { Text = $"line {i}" })).ToArray();

        var end = 0L;
        for (var round = 0; round < 5; round++)
        {
            await anchor.PinAsync(ChatFestival.Gushi.Room, ChatFestival.Goose);
            end = (await log.AppendAsync(ChatFestival.Gushi.Room, LogLane.Chat, lines))[^1];
        }

        await viewer.ComeBackAsync(new Uri(festival.Address(), "/hubs/room"), festival.GuestToken("ann"));
        await Eventually.TrueAsync(() => viewer.Position!.Offset >= end, "the node's copy and the viewer are at the log's end");
        Assert.Multiple(() =>
        {
            Assert.That(viewer.Heard<ProductPinned>().Count(), Is.EqualTo(5));
            Assert.That(viewer.Skipped, Is.GreaterThan(500));
            Assert.That(viewer.Skipped + viewer.Events.Count, Is.EqualTo(1006));
            Assert.That(viewer.Faults, Is.Empty);
        });
    }

    /// <summary>Any order of speaking, pinning, cutting and coming back on any node leaves everyone with the same log.</summary>
    [Test]
    public async Task However_viewers_come_and_go_they_end_with_the_same_log([Values(1, 2, 3)] int seed)
    {
        await using var festival = await ChatFestival.StartAsync(nodes: 2, settings: [("Rooms:Tick", "00:00:00.050")]);
        var chance = new Random(seed);
        var anchor = await festival.AnchorAsync(ChatFestival.Gushi.Room);
        var viewers = new List<RoomUser>();
        for (var i = 0; i < 6; i++)
            viewers.Add(await festival.GuestAsync($"v{i}", ChatFestival.Gushi.Room, i % 2));

        var sent = 0;
        for (var step = 0; step < 60; step++)
        {
            var chosen = chance.Next(viewers.Count);
            switch (chance.Next(4))
            {
                case 0:
                    await viewers[chosen].ComeBackAsync(new Uri(festival.Address(chance.Next(2)), "/hubs/room"), festival.GuestToken($"v{chosen}"));
                    break;
                case 1:
                    await anchor.PinAsync(ChatFestival.Gushi.Room, ChatFestival.Goose);
                    sent++;
                    break;
                default:
                    var lines = chance.Next(1, 8);
                    await Task.WhenAll(Enumerable.Range(0, lines).Select(i => anchor.SayAsync($"{step}.{i}")));
                    sent += lines;
                    break;
            }
        }

        await Eventually.TrueAsync(() => viewers.All(viewer => viewer.Position!.Offset == sent), "everyone is up to date");
        Assert.Multiple(() =>
        {
            foreach (var viewer in viewers)
            {
                Assert.That(viewer.Events.Select(item => item.Offset), Is.EqualTo(Enumerable.Range(1, sent)));
                Assert.That(viewer.Faults, Is.Empty);
            }
        });
    }

    [Test]
    public async Task A_node_that_is_behind_catches_up_before_it_answers()
    {
        await using var festival = await ChatFestival.StartAsync(nodes: 2);
        var ann = await festival.GuestAsync("ann", ChatFestival.Gushi.Room, node: 0);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => ann.SayAsync($"{i}")));
        await Eventually.TrueAsync(() => ann.Position!.Offset == 50, "everything is heard");

        await ann.ComeBackAsync(new Uri(festival.Address(1), "/hubs/room"), festival.GuestToken("ann"));

        Assert.Multiple(() =>
        {
            Assert.That(ann.Position!.Offset, Is.EqualTo(50));
            Assert.That(ann.Resyncs, Is.Zero);
            Assert.That(ann.Faults, Is.Empty);
        });
    }

    [Test]
    public async Task Repeating_an_id_has_one_effect()
    {
        await using var festival = await ChatFestival.StartAsync();
        var anchor = await festival.AnchorAsync(ChatFestival.Gushi.Room);
        var other = await festival.GuestAsync("ann", ChatFestival.Gushi.Room);

        await anchor.SayAsync("once", "m-1");
        await anchor.SayAsync("once", "m-1");
        await other.SayAsync("mine", "m-1");
        var first = await anchor.PinAsync(ChatFestival.Gushi.Room, ChatFestival.Goose, "p-1");
        var second = await anchor.PinAsync(ChatFestival.Gushi.Room, ChatFestival.Goose, "p-1");
        await other.HearsAsync<ProductPinned>();

        Assert.Multiple(() =>
        {
            Assert.That(second, Is.EqualTo(first));
            Assert.That(other.Heard<ChatSaid>().Select(said => said.Text), Is.EqualTo(["once", "mine"]));
            Assert.That(other.Events, Has.Count.EqualTo(3));
        });
    }
}
