using System.Net;
using Broadcast.Ingest.Rtmp;
using Microsoft.Extensions.Time.Testing;

namespace Broadcast.Ingest.Tests.Rtmp;

internal sealed class AddressLimitTests
{
    private static readonly IPAddress Venue = IPAddress.Parse("203.0.113.7");
    private readonly FakeTimeProvider _time = new();
    private AddressLimit _limit = null!;

    [SetUp]
    public void Begin() => _limit = new AddressLimit(new RtmpOptions { MaxConnectionsPerAddress = 3, NewPerAddressAndMinute = 6 }, _time);

    [Test]
    public void An_address_holds_so_many_connections()
    {
        string?[] entered = [_limit.Enter(Venue), _limit.Enter(Venue), _limit.Enter(Venue), _limit.Enter(Venue)];
        _limit.Leave(Venue);

        Assert.That(entered, Is.EqualTo(new[] { null, null, null, "address-connections" }));
        Assert.That(_limit.Enter(Venue), Is.Null);
    }

    [Test]
    public void An_address_opens_so_many_a_minute()
    {
        for (var i = 0; i < 6; i++)
        {
            Assert.That(_limit.Enter(Venue), Is.Null);
            _limit.Leave(Venue);
        }

        Assert.That(_limit.Enter(Venue), Is.EqualTo("address-rate"));
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.That(_limit.Enter(Venue), Is.Null);
        Assert.That(_limit.Enter(Venue), Is.EqualTo("address-rate"));
    }

    [Test]
    public void One_address_does_not_count_for_another()
    {
        for (var i = 0; i < 3; i++)
            _limit.Enter(Venue);

        Assert.That(_limit.Enter(IPAddress.Parse("203.0.113.8")), Is.Null);
    }

    [Test]
    public void A_whole_IPv6_network_counts_as_one_and_a_mapped_IPv4_as_itself()
    {
        string[] same = ["2001:db8::1", "2001:db8::2:1", "2001:db8:0:0:ffff::1"];
        foreach (var address in same)
            Assert.That(_limit.Enter(IPAddress.Parse(address)), Is.Null);
        for (var i = 0; i < 3; i++)
            _limit.Enter(Venue);

        Assert.That(_limit.Enter(IPAddress.Parse("2001:db8::3")), Is.Not.Null);
        Assert.That(_limit.Enter(IPAddress.Parse("2001:db8:0:1::3")), Is.Null);
        Assert.That(_limit.Enter(Venue.MapToIPv6()), Is.Not.Null);
    }

    [Test]
    public void This_machine_is_not_limited()
    {
        Assert.That(Enumerable.Range(0, 100).Select(_ => _limit.Enter(IPAddress.Loopback)), Is.All.Null);
        Assert.That(Enumerable.Range(0, 100).Select(_ => _limit.Enter(IPAddress.Loopback.MapToIPv6())), Is.All.Null);
    }
}
