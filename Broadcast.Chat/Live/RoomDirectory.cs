using System.Collections.Concurrent;
using Broadcast.Chat.Audience;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Messages;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Chat.Spine.Redis;
using Broadcast.Chat.Windows;
using Microsoft.Extensions.Options;

namespace Broadcast.Chat.Live;

/// <summary>
/// The rooms that this node follows: all that the facts know, until the node stops. There are only as many as channels, and what a room shows
/// must stay in force also while nobody is in it. Owns their loops.
/// </summary>
internal sealed class RoomDirectory(
    FactsReader facts, RoomLog log, ChatLog chat, KnownEnds ends, RedisLink redis, RedisKeys keys, AudienceRooms audience, LostWindows lost, StandingFacts standing, IOptions<RoomOptions> options,
    ChatMetrics metrics, TimeProvider time, ILoggerFactory loggers) : IHostedService, IDisposable
{
    private readonly ConcurrentDictionary<RoomId, Lazy<OpenRoom>> _rooms = [];
    private readonly CancellationTokenSource _stop = new();

    /// <summary>
    /// The room, followed from now on. Fails with <c>room.unknown</c> when the facts do not know it, with <c>room.paused</c> before the
    /// first facts have come.
    /// </summary>
    public Result<OpenRoom> Find(RoomId id)
    {
        var known = facts.Current;
        if (known.Knows(id))
            return _rooms.GetOrAdd(id, key => new Lazy<OpenRoom>(() => Open(key))).Value;

        return known.Facts.Epoch.Length == 0 ? RoomErrors.Paused : RoomErrors.Unknown;
    }

    /// <summary>The person's name in their newest message that this node keeps; empty when it keeps none.</summary>
    public string NameOf(RoomId room, ViewerId viewer) => Find(room) is { Failed: false, Value: var open } ? open.Live.NameOf(viewer) ?? "" : "";

    /// <summary>Seats in all rooms of this node.</summary>
    private int Connections => _rooms.Values.Where(room => room.IsValueCreated).Sum(room => room.Value.Live.Seats.Count);

    private OpenRoom Open(RoomId id)
    {
        var room = new LiveRoom(id, options.Value.Ring, audience.Open(id));
        var older = new OlderControl(id, log, metrics, time);
        var tail = new RoomTail(room, log, ends, redis, keys, lost, standing, options.Value, metrics, time, loggers.CreateLogger<RoomTail>());
        var pump = new RoomPump(room, () => Connections, options.Value, metrics, time, loggers.CreateLogger<RoomPump>());
        var inbox = new ChatInbox(id, () => room.Shown, chat, options.Value, metrics, loggers.CreateLogger<ChatInbox>());
        tail.Changed += pump.Hurry;
        tail.Refreshed += older.Forget;
        var stop = _stop.Token;
        var loops = Task.WhenAll(
            Task.Run(() => tail.RunAsync(stop), CancellationToken.None),
            Task.Run(() => pump.RunAsync(stop), CancellationToken.None),
            Task.Run(() => audience.RunAsync(room.Id, room.CountViewers, () => pump.Hurry(control: false), stop), CancellationToken.None),
            Task.Run(() => inbox.RunAsync(stop), CancellationToken.None));
        return new OpenRoom(room, older, tail, pump, inbox, loops);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        log.EndSeen += Follow;
        facts.Changed += FollowAll;
        FollowAll(facts.Current);
        return Task.CompletedTask;
    }

    /// <summary>Follows every room whose log this process uses, so that the loss of an event acknowledged here is noticed.</summary>
    private void Follow(RoomId room)
    {
        if (!_stop.IsCancellationRequested)
            Find(room);
    }

    private void FollowAll(FactsView known)
    {
        foreach (var room in known.Rooms)
            Follow(room);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        log.EndSeen -= Follow;
        facts.Changed -= FollowAll;
        await _stop.CancelAsync();
        await Task.WhenAll(_rooms.Values.Select(room => room.Value.Loops)).WaitAsync(cancellationToken);
    }

    public void Dispose()
    {
        _stop.Dispose();
        foreach (var room in _rooms.Values)
            room.Value.Dispose();
    }
}

/// <summary>A followed room and its loops.</summary>
internal sealed class OpenRoom(LiveRoom live, OlderControl older, RoomTail tail, RoomPump pump, ChatInbox inbox, Task loops) : IDisposable
{
    public LiveRoom Live => live;

    public OlderControl Older => older;

    public RoomTail Tail => tail;

    public ChatInbox Inbox => inbox;

    public Task Loops => loops;

    public void Dispose()
    {
        tail.Dispose();
        pump.Dispose();
    }
}
