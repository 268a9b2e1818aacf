using System.Net;
using System.Net.Sockets;

namespace Broadcast.Ingest.Rtmp;

/// <summary>
/// How many connections an address holds and opens. This machine's own are not counted: tools and proxies share that address. Called by the
/// accept loop and by ending connections.
/// </summary>
internal sealed class AddressLimit(RtmpOptions options, TimeProvider time)
{
    /// <summary>Beyond this many addresses within a minute the total limit alone holds.</summary>
    private const int MaxAddresses = 20_000;

    private readonly Dictionary<IPAddress, Visitor> _visitors = [];
    private readonly Lock _gate = new();

    /// <summary>Null when it may come in, and then <see cref="Leave"/> is due; otherwise the limit that it meets.</summary>
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

    /// <summary>Forgets addresses that are as good as new.</summary>
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

    /// <summary>A subscriber is given a whole IPv6 /64.</summary>
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
