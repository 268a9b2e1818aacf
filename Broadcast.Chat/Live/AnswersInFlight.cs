using System.Diagnostics.Metrics;
using System.Net;
using Broadcast.Chat.Rooms;
using Microsoft.Extensions.Options;

namespace Broadcast.Chat.Live;

/// <summary>
/// Bounds the answers to joins that this node is making or writing, in bytes. Each of them is an array of its own, of up to some megabytes,
/// and a client that does not read keeps it for as long as its write may hang. One address (IPv6: a /64) may have a quarter; the loopback,
/// which local proxies share, has no limit of its own. An answer that is longer than a limit passes when no other is in its way. Any thread
/// may call.
/// </summary>
internal sealed class AnswersInFlight
{
    private const int AddressShare = 4;

    private readonly IOptions<RoomOptions> _options;
    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, long> _addresses = [];
    private long _bytes;

    public AnswersInFlight(IOptions<RoomOptions> options, IMeterFactory meters)
    {
        _options = options;
        meters.Create(ChatMetrics.MeterName)
            .CreateObservableGauge("livefestival.chat.joins.in_flight", () => Bytes, "By", "Size of the answers to joins that are being made or written.");
    }

    /// <summary>Their size now.</summary>
    public long Bytes
    {
        get
        {
            lock (_gate)
                return _bytes;
        }
    }

    /// <summary>Null when there is no room for an answer of so many bytes; else <see cref="AnswerInFlight.End"/> must follow.</summary>
    /// <param name="address">Who asks, by <see cref="RoomConnection.Address"/>.</param>
    /// <param name="bytes">The size of the answer.</param>
    public AnswerInFlight? TryTake(IPAddress address, long bytes)
    {
        var most = _options.Value.AnswerBytes;
        lock (_gate)
        {
            var here = _addresses.GetValueOrDefault(address);
            if (!Fits(_bytes, bytes, most) || (!IPAddress.IsLoopback(address) && !Fits(here, bytes, most / AddressShare)))
                return null;

            _bytes += bytes;
            _addresses[address] = here + bytes;
        }

        return new AnswerInFlight(this, address, bytes);
    }

    internal void GiveBack(IPAddress address, long bytes)
    {
        lock (_gate)
        {
            _bytes -= bytes;
            if (_addresses[address] == bytes)
                _addresses.Remove(address);
            else
                _addresses[address] -= bytes;
        }
    }

    private static bool Fits(long held, long more, long most) => held == 0 || held + more <= most;
}

/// <summary>One answer's share of <see cref="AnswersInFlight"/>.</summary>
internal sealed class AnswerInFlight(AnswersInFlight all, IPAddress address, long bytes)
{
    private int _ended;

    /// <summary>The answer is written, or will never be. Only the first call counts.</summary>
    public void End()
    {
        if (Interlocked.Exchange(ref _ended, 1) == 0)
            all.GiveBack(address, bytes);
    }
}
