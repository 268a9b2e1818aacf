using System.Net;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Spine.Pace;
using Microsoft.Extensions.Options;

namespace Broadcast.Chat.Live;

/// <summary>
/// Limits how much of the log joins may ask for: a call of 90 bytes can be answered with a whole day's events. The unit is an event;
/// to make a room compare its copy with Redis costs a hundredth of a log. A connection may ask for two whole logs at once and for another
/// one in a minute; an address (IPv6: a /64) for forty times that, because a village comes back through one address, and each of its viewers
/// has missed a few thousand events at most. The loopback, which local proxies share, has no limit of its own.
/// </summary>
internal sealed class JoinBudget
{
    private const int LogsAtOnce = 2;
    private const int ComparisonsPerLog = 100;
    private const int ConnectionsPerAddress = 40;
    private const int MostAddresses = 20_000;
    private static readonly TimeSpan PerLog = TimeSpan.FromMinutes(1);

    private readonly IOptions<RoomOptions> _options;
    private readonly TimeProvider _time;

    /// <summary>Made at the first join: the settings are checked after this service is made.</summary>
    private readonly Lazy<KeyedBuckets<IPAddress>> _addresses;

    public JoinBudget(IOptions<RoomOptions> options, TimeProvider time)
    {
        (_options, _time) = (options, time);
        _addresses = new(() => new KeyedBuckets<IPAddress>(PerSecond * ConnectionsPerAddress, Burst * ConnectionsPerAddress, MostAddresses, time));
    }

    /// <summary>Events that the answer to one join may have at most. Every answer fits into the budget of a new connection.</summary>
    private int WholeLog => _options.Value.ControlLength + (2 * _options.Value.Ring);

    private double Burst => LogsAtOnce * WholeLog;

    private double PerSecond => WholeLog / PerLog.TotalSeconds;

    /// <summary>The budget of a new connection.</summary>
    public TokenBucket OfConnection() => new(PerSecond, Burst, _time);

    /// <summary>Charges a join before its answer is made. False when the connection or its address has used up its budget.</summary>
    public bool TryCharge(RoomConnection connection, long events) => TryTake(connection, (int)Math.Clamp(events, 1, WholeLog));

    /// <summary>Charges a join from a place that only a comparison with Redis can judge, before that comparison.</summary>
    public bool TryChargeComparison(RoomConnection connection) => TryTake(connection, Math.Max(1, WholeLog / ComparisonsPerLog));

    private bool TryTake(RoomConnection connection, int cost)
    {
        if (!connection.Joins.TryAcquire(cost))
            return false;
        if (IPAddress.IsLoopback(connection.Address) || _addresses.Value.TryAcquire(connection.Address, cost))
            return true;

        connection.Joins.GiveBack(cost);
        return false;
    }
}
