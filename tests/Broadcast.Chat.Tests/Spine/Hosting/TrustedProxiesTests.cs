using System.Net;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Broadcast.Chat.Tests.Spine.Hosting;

internal sealed class TrustedProxiesTests
{
    [TestCase("10.1.2.3", "10.1.2.3")]
    [TestCase("10.0.0.0/8", "10.1.2.3")]
    [TestCase("10.1.2.3", "::ffff:10.1.2.3", Description = "as a socket for both families sees it")]
    [TestCase("10.0.0.0/8", "::ffff:10.1.2.3")]
    [TestCase("fd00::/8", "fd00::1")]
    public async Task A_trusted_proxy_is_believed(string trusted, string peer) =>
        Assert.That(await SeenAsync(peer, "203.0.113.1", trusted), Is.EqualTo("203.0.113.1 https"));

    [TestCase("10.1.2.4")]
    [TestCase("fd00::/8")]
    public async Task Another_peer_is_not(string trusted) =>
        Assert.That(await SeenAsync("10.1.2.3", "203.0.113.1", trusted), Is.EqualTo("10.1.2.3 http"));

    [Test]
    public async Task Without_any_not_even_the_loopback_is_believed() =>
        Assert.That(await SeenAsync("127.0.0.1", "203.0.113.1"), Is.EqualTo("127.0.0.1 http"));

    [Test]
    public async Task The_loopback_is_trusted_only_if_it_is_named() =>
        Assert.That(await SeenAsync("127.0.0.1", "203.0.113.1", "10.0.0.0/8"), Is.EqualTo("127.0.0.1 http"));

    [Test]
    public async Task Of_a_list_only_what_the_proxy_itself_added_is_believed() =>
        Assert.That(await SeenAsync("10.1.2.3", "198.51.100.7, 203.0.113.1", "10.1.2.3"), Is.EqualTo("203.0.113.1 https"));

    [TestCase("203.0.113.1, 198.51.100.7", Description = "a viewer, through a CDN and a proxy of our own")]
    [TestCase("192.0.2.66, 203.0.113.1, 198.51.100.7", Description = "a viewer who has made an address up")]
    [TestCase("203.0.113.1, 198.51.100.7, 198.51.100.8, 10.0.0.2")]
    public async Task Through_a_chain_of_trusted_proxies_the_first_address_that_is_none_counts(string forwardedFor) =>
        Assert.That(await SeenAsync("10.1.2.3", forwardedFor, "10.0.0.0/8", "198.51.100.0/24"), Is.EqualTo("203.0.113.1 https"));

    [Test]
    public async Task A_chain_ends_at_what_is_no_address() =>
        Assert.That(await SeenAsync("10.1.2.3", "203.0.113.1, unknown, 198.51.100.7", "10.0.0.0/8", "198.51.100.0/24"), Is.EqualTo("198.51.100.7 https"));

    [Test]
    public void What_is_neither_an_address_nor_a_network_is_told_with_its_key()
    {
        var faults = SettingFaults.In(new ProxyOptions { Trusted = ["10.0.0.0/8", "proxy.example", "::1", "10.0.0.0/33"] }, ProxyOptions.Section);

        Assert.That(faults, Is.EqualTo(new[]
        {
            "Proxy:Trusted:1 must be an IP address, or a network such as 10.0.0.0/8, and is 'proxy.example'.",
            "Proxy:Trusted:3 must be an IP address, or a network such as 10.0.0.0/8, and is '10.0.0.0/33'.",
        }));
    }

    /// <summary>The peer's address and the scheme, as the services see them behind these proxies.</summary>
    private static async Task<string> SeenAsync(string peer, string forwardedFor, params string[] trusted)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(trusted.Select((text, i) => KeyValuePair.Create($"Proxy:Trusted:{i}", (string?)text)));
        builder.AddTrustedProxies();
        await using var app = builder.Build();
        app.UseTrustedProxies();
        var seen = "";
        app.Run(context =>
        {
            seen = $"{context.Connection.RemoteIpAddress} {context.Request.Scheme}";
            return Task.CompletedTask;
        });
        await app.StartAsync();

        await app.GetTestServer().SendAsync(context =>
        {
            context.Connection.RemoteIpAddress = IPAddress.Parse(peer);
            context.Request.Headers["X-Forwarded-For"] = forwardedFor;
            context.Request.Headers["X-Forwarded-Proto"] = "https";
        });
        return seen;
    }
}
