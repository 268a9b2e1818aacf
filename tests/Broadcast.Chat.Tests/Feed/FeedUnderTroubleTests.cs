using System.Collections.Concurrent;
using System.Globalization;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Spine.Redis;
using Broadcast.Chat.Tests.Live.Troubles;
using Broadcast.Chat.Tests.Rooms.Log;
using CsCheck;
using Microsoft.Extensions.DependencyInjection;
using TestKit.Redis;
using TestKit.Web;

namespace Broadcast.Chat.Tests.Feed;

/// <summary>
/// The promise of the feed holds under every trouble that loses nothing: snapshot and chunks together have each control event once, and a
/// path has one answer, whichever node or cache gives it. A failure names its seed, for CsCheck_Seed; TROUBLE_ROUNDS multiplies the rounds.
/// </summary>
[Parallelizable(ParallelScope.All)]
public sealed class FeedUnderTroubleTests
{
    private static readonly int Rounds = int.TryParse(Environment.GetEnvironmentVariable("TROUBLE_ROUNDS"), CultureInfo.InvariantCulture, out var rounds) ? rounds : 1;
    private static readonly RoomId Room = ChatFestival.Gushi.Room;

    private static readonly TroubleKind[] Kinds = [TroubleKind.KillNotices, TroubleKind.SleepRedis, TroubleKind.KillRedis, TroubleKind.KillNode];

    private static readonly Gen<Trouble> Any = Gen.Select(
        Gen.Int[0, Kinds.Length - 1].Select(kind => Kinds[kind]),
        Gen.Int[0, 1000],
        Gen.Int[50, 700],
        (kind, which, milliseconds) => new Trouble(kind, which, milliseconds));

    [Test]
    public Task Readers_of_nodes_and_of_a_cache_miss_nothing_and_repeat_nothing() =>
        Any.Array[2, 4].SampleAsync(GoThroughAsync, iter: 2 * Rounds, threads: 1, print: troubles => string.Join(", ", troubles.AsEnumerable()));

    private static async Task GoThroughAsync(Trouble[] troubles)
    {
        await using var redis = new TroubledServer(await RedisServer.StartAsync());
        await using var festival = await ChatFestival.StartAsync(
            nodes: 2, settings: [("ConnectionStrings:Redis", redis.ConnectionString), ("Rooms:ChatPerFrame", "10")]);
        await using var cache = await NginxCache.StartAsync("feed.conf", [festival.Address(0), festival.Address(1)]);
        var seen = new ConcurrentDictionary<string, byte[]>(StringComparer.Ordinal);
        var differing = new ConcurrentBag<string>();
        void Record(string path, byte[] bytes)
        {
            if (!seen.GetOrAdd(path, bytes).AsSpan().SequenceEqual(bytes))
                differing.Add(path);
        }

        var turn = 0;
        var nodes = (Uri[])[festival.Address(0), festival.Address(1)];
        Uri Turn() => nodes[Interlocked.Increment(ref turn) & 1];
        var readers = new List<FeedReader> { new(Room, () => cache.Address, onChunk: Record), new(Room, Turn, onChunk: Record), new(Room, Turn, TimeSpan.FromMilliseconds(400), Record) };
        try
        {
            foreach (var trouble in troubles)
            {
                await AppendAsync(festival, trouble.Which);
                if (trouble.Kind == TroubleKind.KillNode)
                {
                    await festival.KillNodeAsync(festival.Nodes[1]);
                    nodes[1] = ChatFestival.Address(await festival.AddNodeAsync());
                }
                else
                {
                    await redis.CauseAsync(trouble, festival.Keys.Room(Room, "meta"));
                }

                readers.Add(new FeedReader(Room, Turn, onChunk: Record));
                await AppendAsync(festival, trouble.Milliseconds);
                await Task.Delay(trouble.Milliseconds);
            }

            await AppendAsync(festival, 0);
            var log = festival.Services.GetRequiredService<RoomLog>();
            var control = (await log.ReadAsync(Room, LogLane.Control, 0, long.MaxValue, RoomLog.All)).Select(item => item.Offset).ToList();
            await Task.WhenAll(readers.Select(reader => reader.ReachesAsync(control[^1], TimeSpan.FromSeconds(30))));

            Assert.Multiple(() =>
            {
                Assert.That(differing, Is.Empty, "paths with two answers");
                foreach (var reader in readers)
                {
                    Assert.That(reader.Faults, Is.Empty);
                    Assert.That(reader.Snapshots, Is.EqualTo(1));
                    Assert.That(
                        reader.Events.Where(item => item.Type != EventTypes.Chat).Select(item => item.Offset),
                        Is.EqualTo(control.Where(offset => offset > reader.Start)));
                }
            });
        }
        finally
        {
            await Task.WhenAll(readers.Select(reader => reader.DisposeAsync().AsTask()));
        }
    }

    /// <summary>Appends a control event, some chat and a control event through one of the nodes; waits until Redis accepts them.</summary>
    private static async Task AppendAsync(ChatFestival festival, int lines)
    {
        var log = festival.Nodes[lines % 2].Services.GetRequiredService<RoomLog>();
        var chat = Enumerable.Range(0, lines % 40).Select(i => SomeEvent.Of(new ChatSaid { Text = $"line {i}" })).ToArray();
        await RetryAsync(() => log.AppendAsync(Room, LogLane.Control, [SomeEvent.Of(new SlateShown { Showing = true })]));
        if (chat.Length > 0)
            await RetryAsync(() => log.AppendAsync(Room, LogLane.Chat, chat));
        await RetryAsync(() => log.AppendAsync(Room, LogLane.Control, [SomeEvent.Of(new SlateShown { Showing = false })]));
    }

    private static async Task RetryAsync(Func<Task> append)
    {
        while (true)
        {
            try
            {
                await append();
                return;
            }
            catch (Exception exception) when (RedisAway.Is(exception))
            {
                // The event may be in the log all the same: the test reads the log in the end.
                await Task.Delay(TimeSpan.FromMilliseconds(100));
            }
        }
    }
}
