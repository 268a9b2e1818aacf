using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using TestKit;
using TestKit.Hosts;
using TestKit.Rooms;

namespace LiveFestival.Tests.Recovery;

[Parallelizable(ParallelScope.Self)]
public sealed class ViewerCutOffTests
{
    /// <summary>How many products are pinned while the viewer is cut off.</summary>
    private const int Missed = 30;

    [Test]
    public async Task A_viewer_who_was_cut_off_for_ten_seconds_sees_every_control_event_it_missed_in_order_and_once()
    {
        await using var host = await FestivalHost.StartAsync("--Demo:Encoders", "false", "--Demo:SlotSeconds", "900");
        await using var anchor = RoomUser.WithToken(new Uri(host.Http, "/hubs/room"), host.Demo.AnchorToken);
        await using var steady = await RoomUser.GuestAsync(host.Anonymous, host.Http, "Steady");
        await using var cable = new Cable(host.Http);
        await using var cut = await RoomUser.GuestAsync(host.Anonymous, cable.Near, "Cut");
        string[] products = ["gushi-chicken", "gushi-duck", "gushi-goose"];
        await anchor.JoinAsync("gushi");
        await steady.JoinAsync("gushi");
        await cut.JoinAsync("gushi");
        await anchor.PinAsync(RoomId.Parse("gushi"), ProductId.Parse(products[0]));
        await cut.HearAsync(EventTypes.Pin);

        cable.Cut();
        await cut.LostAsync();
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds(10.0 / Missed));
        for (var i = 0; i < Missed && await pace.WaitForNextTickAsync(); i++)
        {
            await anchor.PinAsync(RoomId.Parse("gushi"), ProductId.Parse(products[(i + 1) % products.Length]));
            if (i % 10 == 0)
                await steady.SayAsync($"line {i}");
        }

        cable.Mend();
        var result = await cut.JoinAsync("gushi");
        await steady.HearAsync(EventTypes.Pin, heard => heard.Offset >= result.Offset - 2);
        await Eventually.TrueAsync(() => Control(steady).Count >= Missed + 1, "the steady viewer has heard all");

        Assert.Multiple(() =>
        {
            Assert.That(result.Resync, Is.False);
            Assert.That(Control(cut), Is.EqualTo(Control(steady)));
            Assert.That(Control(cut), Is.Ordered);
            Assert.That(Control(cut), Is.Unique);
            Assert.That(cut.Faults, Is.Empty);
        });
    }

    private static List<long> Control(RoomUser client) =>
        [.. client.Events.Where(heard => heard.Type is EventTypes.Pin or EventTypes.Unpin).Select(heard => heard.Offset)];
}
