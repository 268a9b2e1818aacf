using System.Collections.Immutable;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Live;
using Broadcast.Chat.Rooms.Log;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;
using TestKit;

namespace Broadcast.Chat.Tests.Live.Troubles;

/// <summary>A room on two nodes in which everybody goes on, whatever happens to their connections, the nodes or Redis.</summary>
internal sealed class TroubledRoom : IAsyncDisposable
{
    private const int Viewers = 6;
    private static readonly TimeSpan SayPause = TimeSpan.FromMilliseconds(10);

    private readonly ChatFestival _festival;
    private readonly TroubledRedis _redis;
    private readonly Random _chance;
    private readonly List<TroubledViewer> _viewers = [];
    private readonly List<string> _chats = [];
    private readonly Announcements _announcements;
    private readonly List<WebApplication> _killed = [];
    private ImmutableList<WebApplication> _nodes;

    private TroubledRoom(ChatFestival festival, TroubledRedis redis, int seed)
    {
        (_festival, _redis, _chance) = (festival, redis, new Random(seed));
        _nodes = [.. festival.Nodes];
        _announcements = new Announcements(festival, AnyNode);
    }

    public static async Task<TroubledRoom> OpenAsync(TroubledRedis redis, int seed)
    {
        var festival = await ChatFestival.StartAsync(nodes: 2, settings:
        [
            ("ConnectionStrings:Redis", redis.ConnectionString), ("Rooms:ChatLength", "100000"), ("Rooms:Tick", "00:00:00.050"),
            ("Rooms:Ring", "200"), ("Rooms:Beat", "00:00:01"),
        ]);
        var room = new TroubledRoom(festival, redis, seed);
        var sightings = room.Sightings;
        for (var i = 0; i < Viewers; i++)
            room._viewers.Add(new TroubledViewer(room.AnyHub, festival.GuestToken($"v{i}"), ChatFestival.Gushi.Room, sightings));
        await Eventually.TrueAsync(() => room._viewers.All(viewer => viewer.Position is not null), "everyone is in the room");
        return room;
    }

    public Sightings Sightings { get; } = new();

    /// <summary>Causes each trouble while people talk, then waits until everyone is at the log's end and returns what to compare.</summary>
    public async Task<Verdict> GoThroughAsync(IEnumerable<Trouble> troubles)
    {
        using var stop = new CancellationTokenSource();
        var speaking = Task.WhenAll(_viewers.Take(3).Select((viewer, i) => SpeakAsync(viewer, i, stop.Token)).Append(_announcements.RunAsync(stop.Token)));
        foreach (var trouble in troubles)
        {
            await CauseAsync(trouble);
            await Task.Delay(trouble.Milliseconds, CancellationToken.None);
        }

        await stop.CancelAsync();
        await speaking.WaitAsync(Eventually.Patience);
        await _announcements.AnnounceAsync();
        await Eventually.TrueAsync(async () => await _redis.CountSubscribersAsync(_festival.Keys.RoomChannel(ChatFestival.Gushi.Room, RoomLog.Topic), Meta) >= _nodes.Count, "each node is subscribed again");
        // A primary that was just replaced may have acknowledged an event last of all. The node that got the answer notices the loss when it next
        // compares its room with the log, and that may be after the last announcement.
        await Task.WhenAll(_nodes.Select(CompareAsync));
        return await VerdictAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var viewer in _viewers)
            await viewer.DisposeAsync();
        await _festival.DisposeAsync();
    }

    private async Task CauseAsync(Trouble trouble)
    {
        switch (trouble.Kind)
        {
            case TroubleKind.CutViewers:
                foreach (var viewer in _viewers.Where((_, i) => (trouble.Which >> i & 1) == 1))
                    await viewer.CutAsync();
                break;
            case TroubleKind.KillNode:
                var dying = _nodes[trouble.Which % _nodes.Count];
                _nodes = _nodes.Remove(dying);
                _killed.Add(dying);
                await _festival.KillNodeAsync(dying);
                _nodes = _nodes.Add(await _festival.AddNodeAsync());
                break;
            default:
                await _redis.CauseAsync(trouble, Meta);
                break;
        }
    }

    private RedisKey Meta => _festival.Keys.Room(ChatFestival.Gushi.Room, "meta");

    private async Task SpeakAsync(TroubledViewer viewer, int number, CancellationToken stop)
    {
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            var text = $"{number}.{i}";
            if (await viewer.SayAsync(text, stop))
            {
                lock (_chats)
                    _chats.Add(text);
            }

            await Task.Delay(SayPause, CancellationToken.None);
        }
    }

    private async Task<Verdict> VerdictAsync()
    {
        IReadOnlyList<RoomEvent> log = [];
        await Eventually.TrueAsync(
            async () =>
            {
                log = await ReadAsync();
                var ends = _viewers.Select(viewer => viewer.Position!).Concat(_nodes.Select(node => RoomOn(node).Live.Position)).Distinct().ToList();
                return ends.Count == 1 && log.Count > 0 && ends[0].Offset == log[^1].Offset;
            },
            "everyone is at the log's end",
            TimeSpan.FromSeconds(40));
        return new Verdict(log, _viewers, _announcements, _chats, Sightings, _killed, _redis.MayHaveLost);
    }

    /// <summary>Waits until a node has compared its room with the log in Redis once more.</summary>
    private static async Task CompareAsync(WebApplication node) =>
        Assert.That(await RoomOn(node).Tail.ReachAsync(new Position { Epoch = "unknown", Offset = 0 }, Eventually.Patience, CancellationToken.None), Is.True, "a node compares");

    private static OpenRoom RoomOn(WebApplication node) => node.Services.GetRequiredService<RoomDirectory>().Find(ChatFestival.Gushi.Room).Value!;

    /// <summary>Both lanes of the log in Redis; empty while Redis is coming back.</summary>
    private async Task<IReadOnlyList<RoomEvent>> ReadAsync()
    {
        try
        {
            var log = AnyNode().Services.GetRequiredService<RoomLog>();
            var control = await log.ReadAsync(ChatFestival.Gushi.Room, LogLane.Control, 0, long.MaxValue, 100_000);
            var chat = await log.ReadAsync(ChatFestival.Gushi.Room, LogLane.Chat, 0, long.MaxValue, 100_000);
            return [.. control.Concat(chat).OrderBy(item => item.Offset)];
        }
        catch (RedisException)
        {
            // Redis is just coming back.
            return [];
        }
    }

    private WebApplication AnyNode()
    {
        var nodes = _nodes;
        lock (_chance)
            return nodes[_chance.Next(nodes.Count)];
    }

    private Uri AnyHub() => new(ChatFestival.Address(AnyNode()), "/hubs/room");
}
