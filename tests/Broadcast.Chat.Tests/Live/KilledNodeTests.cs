using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Tests.Live.Troubles;
using Broadcast.Chat.Tests.Rooms.Log;
using Microsoft.Extensions.DependencyInjection;
using TestKit;

namespace Broadcast.Chat.Tests.Live;

[Parallelizable(ParallelScope.All)]
public sealed class KilledNodeTests
{
    [Test]
    public async Task Viewers_of_a_process_that_is_killed_go_on_at_another_node_without_a_hole_or_a_repeat()
    {
        await using var festival = await ChatFestival.StartAsync();
        var (process, address) = await festival.StartProcessAsync();
        await using var ending = process;
        var hub = address;
        var sightings = new Sightings();
        var viewers = Enumerable.Range(0, 5).Select(i =>
            new TroubledViewer(() => new Uri(hub, "/hubs/room"), festival.GuestToken($"v{i}"), ChatFestival.Gushi.Room, sightings)).ToList();
        await Eventually.TrueAsync(() => viewers.All(viewer => viewer.Position is not null), "everyone is in the room");
        var log = festival.Services.GetRequiredService<RoomLog>();
        async Task AppendAsync(int count)
        {
            for (var i = 0; i < count; i++)
                await log.AppendAsync(ChatFestival.Gushi.Room, i % 3 == 0 ? LogLane.Control : LogLane.Chat, [i % 3 == 0 ? SomeEvent.Of(new SlateShown { Showing = true }) : SomeEvent.Of(new ChatSaid { Text = $"{i}" })]);
        }

        await AppendAsync(60);
        await Eventually.TrueAsync(() => viewers.Any(viewer => viewer.Position!.Offset > 30), "some of it is heard");
        process.Kill();
        hub = festival.Address();
        await AppendAsync(60);
        await Eventually.TrueAsync(() => viewers.All(viewer => viewer.Position!.Offset == 120), "everyone has heard all of it");

        Assert.Multiple(() =>
        {
            foreach (var viewer in viewers)
            {
                Assert.That(viewer.Events.Select(item => item.Offset), Is.EqualTo(Enumerable.Range(1, 120)));
                Assert.That(viewer.Joins, Is.EqualTo(2));
                Assert.That(viewer.Resyncs, Is.Empty);
                Assert.That(viewer.Faults, Is.Empty);
            }
        });
        foreach (var viewer in viewers)
            await viewer.DisposeAsync();
    }
}
