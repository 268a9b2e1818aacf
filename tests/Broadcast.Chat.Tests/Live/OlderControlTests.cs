using System.Globalization;
using System.Text.RegularExpressions;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Tests.Rooms.Log;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using TestKit;
using TestKit.Redis;
using TestKit.Rooms;

namespace Broadcast.Chat.Tests.Live;

[Parallelizable(ParallelScope.All)]
public sealed partial class OlderControlTests
{
    private const int Written = 1000;

    [Test]
    public async Task Many_viewers_who_resume_from_before_the_ring_get_every_event_from_a_handful_of_reads()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var festival = await ChatFestival.StartAsync(redis: redis, settings: [("Rooms:Ring", "100")]);
        var users = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => festival.GuestAsync($"v{i}", ChatFestival.Gushi.Room)));
        var before = await ReadsAsync(redis);
        var log = festival.Services.GetRequiredService<RoomLog>();
        for (var i = 0; i < Written / 100; i++)
            await log.AppendAsync(ChatFestival.Gushi.Room, LogLane.Control, Slates(100));
        await Eventually.TrueAsync(() => users.All(user => user.Position!.Offset == Written), "everyone has heard all");
        var epoch = users[0].Position!.Epoch;

        var joins = await Task.WhenAll(users.Select(async (user, i) =>
        {
            var answers = new List<(int From, JoinResult Joined)>();
            for (var round = 0; round < 10; round++)
            {
                var from = (i * 37 + round * 89) % (Written - 150);
                answers.Add((from, await JoinAsync(user, new Position { Epoch = epoch, Offset = from })));
            }

            return answers;
        }));

        var reads = await ReadsAsync(redis) - before;
        Assert.Multiple(() =>
        {
            foreach (var (from, joined) in joins.SelectMany(answers => answers))
                Assert.That(joined.Events.Select(item => item.Offset), Is.EqualTo(Enumerable.Range(from + 1, Written - from)));
            Assert.That(reads, Is.InRange(1, 12), "reads of the log for 200 joins, and for the gaps that so short a ring leaves");
        });
    }

    [Test]
    public async Task A_viewer_who_resumes_from_before_the_kept_log_must_resync_and_never_gets_a_hole()
    {
        await using var festival = await ChatFestival.StartAsync(settings: [("Rooms:ControlLength", "1000"), ("Rooms:Ring", "100")]);
        var user = await festival.GuestAsync("ann", ChatFestival.Gushi.Room);
        var log = festival.Services.GetRequiredService<RoomLog>();
        for (var i = 0; i < 13; i++)
            await log.AppendAsync(ChatFestival.Gushi.Room, LogLane.Control, Slates(100));
        await Eventually.TrueAsync(() => user.Position!.Offset == 1300, "everything is heard");
        var first = (await log.ReadAsync(ChatFestival.Gushi.Room, LogLane.Control, 0, long.MaxValue, 10_000))[0].Offset;
        Assert.That(first, Is.GreaterThan(100), "some of it is no longer kept");

        // The node learns the new floor at its next beat.
        var here = user.Position!;
        await Eventually.TrueAsync(
            async () =>
            {
                // Each asks for most of the log: a connection may do that twice a minute.
                await using var other = await festival.UserAsync(festival.GuestToken("bob"));
                return (await JoinAsync(other, here with { Offset = first - 2 })).Resync;
            },
            "who may have missed something must resync");
        var just = await JoinAsync(user, here with { Offset = first - 1 });

        Assert.Multiple(() =>
        {
            Assert.That(just.Resync, Is.False);
            Assert.That(just.Events.Select(item => item.Offset), Is.EqualTo(Enumerable.Range((int)first, 1300 - (int)first + 1)));
        });
    }

    private static NewEvent[] Slates(int count) => [.. Enumerable.Range(0, count).Select(i => SomeEvent.Of(new SlateShown { Showing = i % 2 == 0 }))];

    private static Task<JoinResult> JoinAsync(RoomUser user, Position position) => user.Connection.InvokeAsync<JoinResult>("Join", ChatFestival.Gushi.Room, position);

    private static async Task<int> ReadsAsync(RedisServer redis)
    {
        var found = Calls().Match((string)(await redis.AskAsync("INFO", "commandstats"))!);
        return found.Success ? int.Parse(found.Groups["calls"].Value, CultureInfo.InvariantCulture) : 0;
    }

    [GeneratedRegex("cmdstat_xrevrange:calls=(?<calls>[0-9]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Calls();
}
