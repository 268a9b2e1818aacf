using System.Diagnostics;
using System.Net.Http.Json;
using Load.Clients;
using Load.Dialects;
using TestKit;

namespace Broadcast.Chat.Tests.Live;

/// <summary>Small runs of the load tool: its checks on hundreds of connections.</summary>
public sealed class LoadTests
{
    private const int People = 300;

    [Test]
    public async Task Hundreds_hear_every_message_and_every_pin_once()
    {
        await using var festival = await ChatFestival.StartAsync(nodes: 2);
        using var swarm = await EnterAsync(festival);

        var report = await SpeakAsync(festival, swarm, perSecond: 40, messages: 120);

        Assert.Multiple(() =>
        {
            AssertHolds(report);
            Assert.That(report.Accepted, Is.EqualTo(120));
            Assert.That(report.Delivered, Is.EqualTo((120 + report.ControlOffsets.Length) * (long)People));
            Assert.That(report.LastSeen, Has.All.GreaterThan(0));
            Assert.That(Latency.Unpack(report.Chat).Count, Is.EqualTo(120L * People));
        });
    }

    [Test]
    public async Task Chat_left_out_of_a_flood_is_counted_for_each_viewer_and_no_pin_is_left_out()
    {
        await using var festival = await ChatFestival.StartAsync(1, null, false, ("Rooms:ChatPerFrame", "5"));
        using var swarm = await EnterAsync(festival);

        var report = await SpeakAsync(festival, swarm, perSecond: 500, messages: 1000);

        Assert.Multiple(() =>
        {
            AssertHolds(report);
            Assert.That(report.Skipped, Is.Positive);
            Assert.That(report.Delivered + report.Skipped, Is.EqualTo((report.Accepted + report.ControlOffsets.Length) * People));
        });
    }

    [Test]
    public async Task Viewers_of_a_stopped_node_miss_nothing_on_the_other()
    {
        await using var festival = await ChatFestival.StartAsync(nodes: 2);
        using var swarm = await EnterAsync(festival);

        var speaking = SpeakAsync(festival, swarm, perSecond: 20, messages: 80);
        await Eventually.TrueAsync(async () => (await swarm.AskAsync(asked => asked.State())).Sent > 10, "they talk");
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        await festival.Nodes[1].StopAsync(stop.Token);
        var report = await speaking;

        Assert.Multiple(() =>
        {
            AssertHolds(report);
            Assert.That(report.Lost, Is.EqualTo(People / 2));
            Assert.That(report.Open, Is.EqualTo(People));
        });
    }

    private static async Task<Swarm> EnterAsync(ChatFestival festival)
    {
        var nodes = Enumerable.Range(0, festival.Nodes.Count).Select(node => $"127.0.0.1:{festival.Address(node).Port}").ToList();
        var spec = new SwarmSpec { Servers = nodes, Count = People, BackAfter = TimeSpan.Zero, BackWithin = TimeSpan.FromSeconds(0.5) };
        var swarm = new Swarm(spec, new RoomDialect(ChatFestival.Gushi.Value, index => festival.GuestToken($"load{index}")));
        await Eventually.TrueAsync(async () => (await swarm.AskAsync(asked => asked.State())).Open == People, "all are in", TimeSpan.FromSeconds(60));
        return swarm;
    }

    /// <summary>Sends chat by schedule and a pin twice a second; returns the report once every reader has everything.</summary>
    private static async Task<SwarmReport> SpeakAsync(ChatFestival festival, Swarm swarm, double perSecond, int messages)
    {
        var schedule = new Schedule
        {
            Start = Stopwatch.GetTimestamp(),
            FirstNumber = 0,
            PerSecond = perSecond,
            Messages = messages,
            Products = [ChatFestival.Goose.Value, ChatFestival.Mushroom.Value],
            PinEvery = TimeSpan.FromSeconds(0.5),
        };
        await swarm.AskAsync(asked =>
        {
            asked.Begin(schedule);
            return true;
        });

        using var anchor = festival.Http(festival.AnchorToken);
        using var pins = new PeriodicTimer(schedule.PinEvery);
        for (var pin = 0; pin < messages / perSecond / schedule.PinEvery.TotalSeconds; pin++)
        {
            using var answer = await anchor.PostAsJsonAsync($"/api/v1/rooms/{ChatFestival.Gushi}/pin", new { productId = schedule.Products[pin % 2] });
            answer.EnsureSuccessStatusCode();
            await pins.WaitForNextTickAsync();
        }

        await Eventually.TrueAsync(() => swarm.AskAsync(asked => HasSettled(asked, messages)), "all have everything", TimeSpan.FromSeconds(60));
        return await swarm.AskAsync(asked => asked.Report());
    }

    /// <summary>
    /// True when every message was sent or given up and every reader is at the log's end. Once a connection was lost, answers do not count:
    /// a speaker that was cut off gets none.
    /// </summary>
    private static bool HasSettled(Swarm swarm, int messages) =>
        swarm.State() is { Open: People, Behind: 0 } state && state.Sent + swarm.Tally.Unsent == messages
        && (state.Answered == state.Sent || swarm.Tally.Lost > 0);

    private static void AssertHolds(SwarmReport report)
    {
        Assert.That(report.Missing, Is.Zero, "events missing");
        Assert.That(report.Duplicates, Is.Zero, "events twice");
        Assert.That(report.Dishonest, Is.Zero, "frames whose events and skipped count do not make up their span");
        Assert.That(report.ControlMissed, Is.Zero, "control events missed");
        Assert.That(report.Resyncs, Is.Zero, "resyncs");
        Assert.That(report.ControlOffsets, Is.Not.Empty);
    }
}
