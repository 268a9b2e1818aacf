using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Broadcast.Chat.Audience.Roster;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Rooms.Live;

namespace Broadcast.Chat.Audience;

/// <summary>The audiences of the rooms that this node follows, their loops and their metrics.</summary>
internal sealed class AudienceRooms
{
    private readonly ConcurrentDictionary<RoomId, RoomAudience> _rooms = [];
    private readonly AudienceStore _store;
    private readonly RosterStore _roster;
    private readonly TimeProvider _time;
    private readonly ILoggerFactory _loggers;
    private readonly Counter<long> _lost;

    public AudienceRooms(AudienceStore store, RosterStore roster, IMeterFactory meters, TimeProvider time, ILoggerFactory loggers)
    {
        (_store, _roster, _time, _loggers) = (store, roster, time, loggers);
        var meter = meters.Create(ChatMetrics.MeterName);
        // As many rooms as channels: the label is bounded.
        meter.CreateObservableGauge(
            "livefestival.chat.people", () => Measured(audience => audience.Here), description: "People who have a room open on this node");
        meter.CreateObservableGauge(
            "livefestival.chat.sites", () => Measured(audience => audience.Sites.Here), description: "Village sites that have a room open on this node");
        meter.CreateObservableCounter(
            "livefestival.chat.watched", () => Measured(audience => (long)audience.Watched.TotalSeconds), unit: "s", description: "Time watched on this node, of all people");
        meter.CreateObservableCounter(
            "livefestival.chat.uniques_dropped", () => Measured(audience => audience.Dropped), description: "People not counted among the day's because too many waited");
        _lost = meter.CreateCounter<long>("livefestival.chat.nodes_lost", description: "Nodes whose viewers ceased to count because they were silent or said goodbye");
    }

    /// <summary>The audience of a room that this node begins to follow.</summary>
    public RoomAudience Open(RoomId room) => _rooms.GetOrAdd(room, _ => new RoomAudience(_store.Options.UniquesWaiting, _time));

    /// <summary>Its loops; <paramref name="changed"/> is called when there are other numbers to tell.</summary>
    public Task RunAsync(LiveRoom room, Action changed, CancellationToken stop)
    {
        var beat = new AudienceBeat(room, _store, _time, _loggers.CreateLogger<AudienceBeat>());
        beat.Changed += changed;
        beat.Lost += nodes => _lost.Add(nodes, Label(room.Id));
        var roster = new RosterBeat(
            room.Id, room.Audience.Sites, _roster, () => _store.Today(_time.GetUtcNow()), _time, _loggers.CreateLogger<RosterBeat>());
        return Task.WhenAll(beat.RunAsync(stop), roster.RunAsync(stop));
    }

    private IEnumerable<Measurement<long>> Measured(Func<RoomAudience, long> number) =>
        _rooms.Select(room => new Measurement<long>(number(room.Value), Label(room.Key)));

    private static KeyValuePair<string, object?> Label(RoomId room) => new("room", room.Value);
}
