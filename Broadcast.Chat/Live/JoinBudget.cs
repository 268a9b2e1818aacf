using System.Net;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Spine.Pace;
using Microsoft.Extensions.Options;

namespace Broadcast.Chat.Live;

/// <summary>
/// Limits how much of the log joins may ask for: a call of 90 bytes can be answered with a whole day's events. The unit is an event. A
/// connection may ask for two whole logs at once and for another one in a minute; an address (IPv6: a /64) for forty times that, because a
/// village comes back through one address, and each of its viewers has missed a few thousand events at most. The loopback, which local
/// proxies share, has no limit of its own.
/// </summary>
internal sealed class JoinBudget
{
    private const int LogsAtOnce = 2;
    private const int ConnectionsPerAddress = 40;
    private const int MostAddresses = 20_000;
    private static readonly TimeSpan PerLog = TimeSpan.FromMinutes(1);

    /// <summary>Events that the answer to one join may have at most.</summary>
    private readonly int _wholeLog;
    private readonly double _perSecond;
    private readonly double _burst;
    private readonly TimeProvider _time;
    private readonly KeyedBuckets<IPAddress> _addresses;

    public JoinBudget(IOptions<RoomOptions> options, TimeProvider time)
    {
        // Every answer fits into the budget of a new connection.
        _wholeLog = options.Value.ControlLength + (2 * options.Value.Ring);
        _burst = LogsAtOnce * _wholeLog;
        _perSecond = _wholeLog / PerLog.TotalSeconds;
        _time = time;
        _addresses = new KeyedBuckets<IPAddress>(_perSecond * ConnectionsPerAddress, _burst * ConnectionsPerAddress, MostAddresses, time);
    }

    /// <summary>The budget of a new connection.</summary>
    public TokenBucket OfConnection() => new(_perSecond, _burst, _time);

    /// <summary>Charges a join before it costs anything. False when the connection or its address has used up its budget.</summary>
    public bool TryCharge(RoomConnection connection, long events)
    {
        var cost = Math.Clamp(events, 1, _wholeLog);
        return connection.Joins.TryAcquire(cost) && (IPAddress.IsLoopback(connection.Address) || _addresses.TryAcquire(connection.Address, cost));
    }
}
