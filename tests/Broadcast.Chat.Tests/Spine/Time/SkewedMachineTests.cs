using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Tests.Control;
using TestKit;
using TestKit.Redis;
using TestKit.Rooms;

namespace Broadcast.Chat.Tests.Spine.Time;

/// <summary>Nodes on a machine whose clock is wrong, as libfaketime makes it for one process.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class SkewedMachineTests
{
    [Test]
    public async Task A_node_whose_machine_is_a_second_ahead_stamps_the_right_time_and_raises_an_alarm()
    {
        await using var festival = await ChatFestival.StartAsync();
        var alarms = await StageAlarms.HearAsync(festival);
        var (process, address) = await festival.StartProcessAsync(Ahead("+1"));
        await using var _ = process;
        await using var ann = await RoomUser.ConnectAsync(new Uri(address, "/hubs/room"), festival.GuestToken("ann"));
        await ann.JoinAsync(ChatFestival.Gushi.Room);

        var before = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        await ann.SayAsync("hello");
        var after = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        await ann.HearsAsync<ChatSaid>(chat => chat.Text == "hello");
        await Eventually.TrueAsync(() => alarms.LastOrDefault() == "clock.skewed", "staff are told");
        using var http = new HttpClient { BaseAddress = address };
        var metrics = await http.GetStringAsync(new Uri("/metrics", UriKind.Relative));

        Assert.Multiple(() =>
        {
            Assert.That(ann.Events.Single(item => item.Data is ChatSaid).At, Is.InRange(before - 50, after + 50));
            Assert.That(process.Output, Does.Contain("ahead of the reference"));
            Assert.That(metrics, Does.Match(@"livefestival_clock_skew_seconds\{[^}]*\} (0\.9|1(\.0|\n))"));
        });
    }

    [Test]
    public async Task A_node_whose_machine_is_three_seconds_ahead_does_not_start_and_says_why()
    {
        await using var festival = await ChatFestival.StartAsync();

        var (process, _) = festival.BeginProcess(Ahead("+3"));
        await using var ended = process;
        await process.WaitForExitAsync();

        Assert.That(process.ExitCode, Is.Not.Zero);
        Assert.That(process.Output, Does.Contain("This machine's clock is 3.0 s ahead of that of Redis, and 2 s are allowed."));
    }

    [Test]
    public async Task Nodes_that_start_while_Redis_is_away_are_held_to_its_clock_as_soon_as_it_is_back()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var festival = await ChatFestival.StartAsync(redis: redis);
        await redis.KillAsync();
        var ((wrong, _), (right, address)) = (festival.BeginProcess(Ahead("+3")), festival.BeginProcess(Ahead("+1")));
        await using var first = wrong;
        await using var second = right;
        foreach (var node in new[] { wrong, right })
            await Eventually.TrueAsync(() => node.Output.Contains("so the clock is not set", StringComparison.Ordinal), "the node has started without Redis");

        await redis.StartAgainAsync();
        await wrong.WaitForExitAsync();
        await ChatFestival.ServesRoomAsync(right, address);
        await using var ann = await RoomUser.ConnectAsync(new Uri(address, "/hubs/room"), festival.GuestToken("ann"));
        await ann.JoinAsync(ChatFestival.Gushi.Room);
        var before = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        await ann.SayAsync("hello");
        var after = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        await ann.HearsAsync<ChatSaid>(chat => chat.Text == "hello");

        Assert.Multiple(() =>
        {
            Assert.That(wrong.ExitCode, Is.EqualTo(1), wrong.Output);
            Assert.That(wrong.Output, Does.Contain("error: This machine's clock is 3.0 s ahead of that of Redis, and 2 s are allowed."));
            Assert.That(ann.Events.Single(item => item.Data is ChatSaid).At, Is.InRange(before - 50, after + 50));
        });
    }

    private static Dictionary<string, string?> Ahead(string seconds) => new(StringComparer.Ordinal)
    {
        ["LD_PRELOAD"] = "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1",
        ["FAKETIME"] = seconds,
    };
}
