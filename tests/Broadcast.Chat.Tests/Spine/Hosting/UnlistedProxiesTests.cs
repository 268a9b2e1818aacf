using System.Net;
using Broadcast.Chat.Spine.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Broadcast.Chat.Tests.Spine.Hosting;

/// <summary>What the log tells an operator whose proxy is not in <c>Proxy:Trusted</c>.</summary>
internal sealed class UnlistedProxiesTests
{
    private readonly FakeTimeProvider _time = new();

    [TestCase("X-Forwarded-For", "127.0.0.1", "127.0.0.1")]
    [TestCase("X-Forwarded-For", "10.0.0.5", "10.0.0.5")]
    [TestCase("X-Forwarded-For", "::ffff:10.0.0.5", "10.0.0.5")]
    [TestCase("Forwarded", "fd00::5", "fd00::5")]
    public async Task A_proxy_that_is_not_listed_is_named_once_with_the_setting(string header, string peer, string named)
    {
        await using var host = await StartAsync();

        for (var i = 0; i < 100; i++)
            await host.AskAsync(peer, header);

        var told = host.Warnings.Single();
        Assert.That(told, Does.StartWith($"{named} "));
        Assert.That(told, Does.Contain("Proxy:Trusted"));
        Assert.That(told, Does.Contain(header));
        Assert.That(told, Does.Not.Contain("203.0.113.1"), "nothing that the client wrote");
    }

    [Test]
    public async Task It_is_named_again_after_an_hour()
    {
        await using var host = await StartAsync();

        await host.AskAsync("10.0.0.5");
        _time.Advance(TimeSpan.FromMinutes(59));
        await host.AskAsync("10.0.0.5");
        Assert.That(host.Warnings, Has.Length.EqualTo(1));
        _time.Advance(TimeSpan.FromMinutes(1));
        await host.AskAsync("10.0.0.5");

        Assert.That(host.Warnings, Has.Length.EqualTo(2));
    }

    [Test]
    public async Task Listed_proxies_and_peers_that_forward_nobody_are_not_named()
    {
        await using var host = await StartAsync("10.0.0.0/8");

        await host.AskAsync("10.0.0.5");
        await host.AskAsync("192.0.2.1", header: null);

        Assert.That(host.Warnings, Is.Empty);
    }

    [Test]
    public async Task Strangers_who_send_the_header_cannot_fill_the_log()
    {
        await using var host = await StartAsync();

        for (var i = 0; i < 500; i++)
            await host.AskAsync($"203.0.{i / 250}.{i % 250}");

        Assert.That(host.Warnings, Has.Length.InRange(1, 100));
    }

    private async Task<Host> StartAsync(params string[] trusted)
    {
        var log = new NodeLog();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders().AddProvider(log);
        builder.Services.AddSingleton<TimeProvider>(_time);
        builder.Configuration.AddInMemoryCollection(trusted.Select((text, i) => KeyValuePair.Create($"Proxy:Trusted:{i}", (string?)text)));
        builder.AddTrustedProxies();
        var app = builder.Build();
        app.UseTrustedProxies();
        app.Run(_ => Task.CompletedTask);
        await app.StartAsync();
        return new Host(app, log);
    }

    private sealed class Host(WebApplication app, NodeLog log) : IAsyncDisposable
    {
        public string[] Warnings => [.. log.Lines.Where(line => line.Level == LogLevel.Warning).Select(line => line.Text)];

        public async Task AskAsync(string peer, string? header = "X-Forwarded-For") => await app.GetTestServer().SendAsync(context =>
        {
            context.Connection.RemoteIpAddress = IPAddress.Parse(peer);
            if (header is not null)
                context.Request.Headers[header] = header == "Forwarded" ? "for=203.0.113.1" : "203.0.113.1";
        });

        public ValueTask DisposeAsync() => app.DisposeAsync();
    }
}
