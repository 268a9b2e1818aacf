using System.Net;
using System.Net.Sockets;

namespace Broadcast.Ingest.Rtmp;

/// <summary>
/// Limits how many connections one address holds, and opens per minute. Loopback is exempt, because local tools and proxies share it.
/// Thread-safe: called by the accept loops, by ending connections and by the sweep.
/// </summary>
internal sealed class AddressLimit(RtmpOptions options, TimeProvider time)
{
    /// <summary>Once this many addresses are tracked, only the total limit of connections holds for new ones.</summary>
    private const int MaxAddresses = 20_000;

    private readonly Dictionary<IPAddress, Visitor> _visitors = [];
    private readonly Lock _gate = new();

    /// <summary>Null when the address may connect, then <see cref="Leave"/> must follow; else the limit that it exceeds.</summary>
    public string? Enter(IPAddress address)
    {
        var key = Key(address);
        if (IPAddress.IsLoopback(key))
            return null;

        lock (_gate)
        {
            if (!_visitors.TryGetValue(key, out var visitor))
            {
                if (_visitors.Count >= MaxAddresses)
                    return null;

                visitor = new Visitor { Tokens = options.NewPerAddressAndMinute, Seen = time.GetTimestamp() };
                _visitors[key] = visitor;
            }

            Refill(visitor);
            if (visitor.Open >= options.MaxConnectionsPerAddress)
                return "address-connections";
            if (visitor.Tokens < 1)
                return "address-rate";

            visitor.Tokens--;
            visitor.Open++;
            return null;
        }
    }

    public void Leave(IPAddress address)
    {
        lock (_gate)
        {
            if (_visitors.TryGetValue(Key(address), out var visitor) && visitor.Open > 0)
                visitor.Open--;
        }
    }

    /// <summary>Forgets addresses that have no connection and may open connections at the full rate again.</summary>
    public void Sweep()
    {
        lock (_gate)
        {
            foreach (var (address, visitor) in _visitors)
            {
                Refill(visitor);
                if (visitor.Open == 0 && visitor.Tokens >= options.NewPerAddressAndMinute)
                    _visitors.Remove(address);
            }
        }
    }

    private void Refill(Visitor visitor)
    {
        var now = time.GetTimestamp();
        var added = time.GetElapsedTime(visitor.Seen, now).TotalMinutes * options.NewPerAddressAndMinute;
        visitor.Tokens = Math.Min(options.NewPerAddressAndMinute, visitor.Tokens + added);
        visitor.Seen = now;
    }

    /// <summary>The address that is counted. IPv6 counts by its /64, because a subscriber is given a whole one.</summary>
    private static IPAddress Key(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6 || IPAddress.IsLoopback(address))
            return address;

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }

    private sealed class Visitor
    {
        public int Open { get; set; }

        public double Tokens { get; set; }

        public long Seen { get; set; }
    }
}
