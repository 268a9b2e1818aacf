using System.Net;
using Broadcast.Api.Shops;
using Broadcast.Chat.Spine.Hosting;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Tests.Shops;

/// <summary>Nothing that an operator or a name server says leads a message into this machine or its networks.</summary>
public sealed class PublicAddressTests
{
    [TestCase("127.0.0.1", false)]
    [TestCase("10.1.2.3", false)]
    [TestCase("172.31.255.255", false)]
    [TestCase("172.32.0.1", true)]
    [TestCase("192.168.0.9", false)]
    [TestCase("100.64.0.1", false)]
    [TestCase("169.254.169.254", false)]
    [TestCase("0.0.0.0", false)]
    [TestCase("224.0.0.1", false)]
    [TestCase("255.255.255.255", false)]
    [TestCase("93.184.216.34", true)]
    [TestCase("::1", false)]
    [TestCase("::", false)]
    [TestCase("::ffff:127.0.0.1", false)]
    [TestCase("::ffff:93.184.216.34", true)]
    [TestCase("64:ff9b::7f00:1", false)]
    [TestCase("fe80::1", false)]
    [TestCase("fd00::1", false)]
    [TestCase("ff02::1", false)]
    [TestCase("2002:7f00:1::", false)]
    [TestCase("2001::1", false)]
    [TestCase("2606:2800:220:1::1", true)]
    public void It_is_public_or_not(string address, bool isPublic) => Assert.That(PublicAddress.Is(IPAddress.Parse(address)), Is.EqualTo(isPublic));

    [TestCase("https://shop.example/told", false, true)]
    [TestCase("http://shop.example/told", false, false)]
    [TestCase("http://127.0.0.1:9/told", true, true)]
    [TestCase("https://user:word@shop.example/", false, false)]
    [TestCase("ftp://shop.example/", true, false)]
    [TestCase("file:///etc/passwd", true, false)]
    [TestCase("/told", true, false)]
    [TestCase("", true, false)]
    public void An_address_is_taken_or_not(string url, bool allowLocal, bool isTaken) => Assert.That(ShopUrl.Read(url, allowLocal) is not null, Is.EqualTo(isTaken));

    [TestCase("127.0.0.1")]
    [TestCase("localhost")]
    [TestCase("0.0.0.0")]
    [TestCase("[::ffff:127.0.0.1]")]
    [TestCase("2130706433")]
    public async Task No_connection_is_made_to_this_machine_however_it_is_named(string host)
    {
        await using var server = await ShopServer.StartAsync();
        using var client = new HttpClient(new GuardedConnection(Options.Create(new ShopOptions())).Handler());
        var url = $"http://{host}:{new Uri(server.Url).Port}/told";

        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => client.PostAsync(url, new StringContent("{}")));

        Assert.That(refused!.ToString(), Does.Contain("its address is not public"));
        Assert.That(server.Tries, Is.Empty);
    }
}
