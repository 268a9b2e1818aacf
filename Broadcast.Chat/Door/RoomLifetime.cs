using System.Collections.Concurrent;
using System.Net;
using Broadcast.Chat.Live;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Spine.Pace;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;

namespace Broadcast.Chat.Door;

/// <summary>
/// Gives every hub connection its <see cref="RoomConnection"/>. SignalR's own groups and backplane are not used: a group send awaits its
/// slowest member.
/// </summary>
internal sealed class RoomLifetime(
    ILogger<DefaultHubLifetimeManager<RoomHub>> logger, IOptions<RoomOptions> options, JoinBudget joins, ChatMetrics metrics, TimeProvider time)
    : DefaultHubLifetimeManager<RoomHub>(logger)
{
    private const int CallsBurst = 4;

    private readonly ConcurrentDictionary<string, RoomConnection> _connections = new(StringComparer.Ordinal);

    /// <summary>All connections of this node, in a room or not.</summary>
    public IEnumerable<RoomConnection> Connections => _connections.Select(entry => entry.Value);

    /// <summary>False of a connection that has ended.</summary>
    public bool Has(RoomConnection connection) => _connections.ContainsKey(connection.Id);

    public override Task OnConnectedAsync(HubConnectionContext connection)
    {
        var caller = (Caller)connection.Items[typeof(Caller)]!;
        var address = (IPAddress)connection.Items[typeof(IPAddress)]!;
        var calls = options.Value.CallsPerSecond;
        var known = new RoomConnection(
            connection, caller, address, new TokenBucket(calls, calls * CallsBurst, time), new TokenBucket(calls, calls * CallsBurst, time),
            joins.OfConnection());
        connection.Items[typeof(RoomConnection)] = known;
        _connections[connection.ConnectionId] = known;
        metrics.Connections.Add(1);
        return base.OnConnectedAsync(connection);
    }

    public override Task OnDisconnectedAsync(HubConnectionContext connection)
    {
        if (connection.Items.TryGetValue(typeof(RoomConnection), out var known))
        {
            _connections.TryRemove(connection.ConnectionId, out _);
            RoomEntry.Leave((RoomConnection)known!, forGood: true);
            metrics.Connections.Add(-1);
        }

        return base.OnDisconnectedAsync(connection);
    }
}
