using System.Net;
using Broadcast.Chat.Spine.Hosting;

namespace Broadcast.Chat.Tests.Spine.Hosting;

internal sealed class AddressPrefixTests
{
    [TestCase("203.0.113.7", "203.0.113.7")]
    [TestCase("::ffff:203.0.113.7", "203.0.113.7")]
    [TestCase("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::")]
    [TestCase("fe80::1%3", "fe80::")]
    public void An_IPv4_address_counts_whole_and_an_IPv6_address_by_its_subscriber(string address, string counted) =>
        Assert.That(AddressPrefix.Of(IPAddress.Parse(address)), Is.EqualTo(IPAddress.Parse(counted)));

    [Test]
    public void A_peer_without_an_address_is_counted_too() => Assert.That(AddressPrefix.Of(address: null), Is.EqualTo(IPAddress.None));
}
