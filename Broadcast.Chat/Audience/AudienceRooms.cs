using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Broadcast.Chat.Audience.Roster;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Rooms;

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
        // There are as many rooms as channels, so the label has few values.
        meter.CreateObservableGauge(
            "livefestival.chat.people", () => Measured(audience => audience.Here), description: "People who have a room open on this node");
        meter.CreateObservableGauge(
            "livefestival.chat.sites", () => Measured(audience => audience.Sites.Here), description: "Village sites that have a room open on this node");
        meter.CreateObservableCounter(
            "livefestival.chat.watched", () => Measured(audience => (long)audience.Watched.TotalSeconds), unit: "s", description: "Time watched here, summed over people");
        meter.CreateObservableCounter(
            "livefestival.chat.uniques_dropped", () => Measured(audience => audience.Dropped), description: "People left out of the day's uniques: too many waited");
        _lost = meter.CreateCounter<long>("livefestival.chat.nodes_lost", description: "Nodes whose viewers no longer count because they were silent or stopped");
    }

    /// <summary>Returns the room's audience on this node, made at the first call.</summary>
    public RoomAudience Open(RoomId room) => _rooms.GetOrAdd(room, _ => new RoomAudience(_store.Options.UniquesWaiting, _time));

    /// <summary>Runs the loops of a room's audience until <paramref name="stop"/>.</summary>
    /// <param name="room">The room.</param>
    /// <param name="count">Receives the viewers of all nodes and whether a node has dropped out; returns true when that is new.</param>
    /// <param name="changed">Called when the number of viewers has changed.</param>
    /// <param name="stop">Ends the loops.</param>
    public Task RunAsync(RoomId room, Func<long, bool, bool> count, Action changed, CancellationToken stop)
    {
        var audience = Open(room);
        var beat = new AudienceBeat(room, audience, count, _store, _time, _loggers.CreateLogger<AudienceBeat>());
        beat.Changed += changed;
        beat.Lost += nodes => _lost.Add(nodes, Label(room));
        var roster = new RosterBeat(
            room, audience.Sites, _roster, () => _store.Today(_time.GetUtcNow()), _time, _loggers.CreateLogger<RosterBeat>());
        return Task.WhenAll(beat.RunAsync(stop), roster.RunAsync(stop));
    }

    private IEnumerable<Measurement<long>> Measured(Func<RoomAudience, long> number) =>
        _rooms.Select(room => new Measurement<long>(number(room.Value), Label(room.Key)));

    private static KeyValuePair<string, object?> Label(RoomId room) => new("room", room.Value);
}
