using System.Net;
using System.Net.Http.Json;

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
