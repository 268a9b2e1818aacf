using System.Net;
using System.Net.Http.Json;
using TestKit.Hosts;

namespace Broadcast.Api.Tests.Hosting;

public sealed class TrustedProxyTests
{
    [Test]
    public async Task Behind_a_trusted_proxy_the_limit_counts_viewers_and_not_the_proxy()
    {
        await using var host = await ApiHost.StartAsync("--Roles", "api,chat", "--Tickets:PerAddress", "2", "--Proxy:Trusted:0", "127.0.0.0/8");

        await Assert.MultipleAsync(async () =>
        {
            Assert.That(await AskAsync(host, "203.0.113.1"), Is.EqualTo(HttpStatusCode.OK));
            Assert.That(await AskAsync(host, "203.0.113.1"), Is.EqualTo(HttpStatusCode.OK));
            Assert.That(await AskAsync(host, "203.0.113.1"), Is.EqualTo(HttpStatusCode.TooManyRequests));
            Assert.That(await AskAsync(host, "203.0.113.2"), Is.EqualTo(HttpStatusCode.OK));
        });
    }

    [Test]
    public async Task Whom_a_limit_refuses_is_counted_and_told_in_one_line()
    {
        await using var host = await ApiHost.StartAsync("--Roles", "api,chat", "--Tickets:PerAddress", "1", "--Proxy:Trusted:0", "127.0.0.0/8");
        using var counted = new CounterSums(host.Services);

        for (var i = 0; i < 6; i++)
            _ = await AskAsync(host, "203.0.113.1");

        Assert.That(counted["livefestival.api.refused ticket.too_many"], Is.EqualTo(5));
        var told = host.Log.Told.Where(line => line.Contains("was refused", StringComparison.Ordinal)).ToList();
        Assert.That(told, Has.Count.EqualTo(1));
        Assert.That(told[0], Does.Contain("HTTP: 203.0.113.1 was refused: ticket.too_many"));
    }

    [Test]
    public async Task Without_a_trusted_proxy_the_forwarded_address_is_ignored()
    {
        await using var host = await ApiHost.StartAsync("--Roles", "api,chat", "--Tickets:PerAddress", "1");

        Assert.That(await AskAsync(host, "203.0.113.1"), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await AskAsync(host, "203.0.113.2"), Is.EqualTo(HttpStatusCode.TooManyRequests));
    }

    private static async Task<HttpStatusCode> AskAsync(ApiHost host, string viewer)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/tickets") { Content = JsonContent.Create(new { name = "Lin" }) };
        request.Headers.Add("X-Forwarded-For", viewer);
        using var answer = await host.Anonymous.SendAsync(request);
        return answer.StatusCode;
    }
}
