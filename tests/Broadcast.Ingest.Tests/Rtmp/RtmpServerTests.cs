using System.Net;
using System.Net.Sockets;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Ingest.Rtmp;
using Broadcast.Ingest.Rtmp.Chunks;
using Broadcast.Ingest.Rtmp.Publishing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using TestKit;

namespace Broadcast.Ingest.Tests.Rtmp;

/// <summary>The port, its limits and its deadlines.</summary>
internal sealed class RtmpServerTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Test]
    public async Task A_port_in_use_fails_the_start_with_the_port_and_the_key()
    {
        await using var first = await RtmpHost.StartAsync();

        Assert.That(
            async () => await RtmpHost.StartAsync(settings: ("Ingest:Rtmp:Port", $"{first.Port}")),
            Throws.TypeOf<StartFailure>().With.Message.Contains($"{first.Port}").And.Message.Contains("Ingest:Rtmp:Port"));
    }

    [Test]
    public void Faults_of_the_configuration_are_reported_all_at_once()
    {
        Assert.That(
            async () => await RtmpHost.StartAsync(null, ("Ingest:Rtmp:Port", "70000"), ("Ingest:Rtmp:Address", "here"), ("Ingest:Rtmp:MaxConnections", "0")),
            Throws.TypeOf<OptionsValidationException>().With.Message.Contains("Ingest:Rtmp:Port")
                .And.Message.Contains("Ingest:Rtmp:Address").And.Message.Contains("Ingest:Rtmp:MaxConnections"));
    }

    [Test]
    public async Task It_listens_beside_the_urls_of_the_web_server()
    {
        var builder = WebApplication.CreateBuilder(["--urls", "http://127.0.0.1:0", "--Ingest:Rtmp:Address", "127.0.0.1", "--Ingest:Rtmp:Port", "0"]);
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IPublishGate, RecordingGate>();
        builder.AddRtmp();
        await using var app = builder.Build();
        app.MapGet("/", () => "here");
        await app.StartAsync();

        var url = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        using var http = new HttpClient();
        using var rtmp = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await rtmp.ConnectAsync(IPAddress.Loopback, app.Services.GetRequiredService<RtmpEndpoint>().Port);

        Assert.That(await http.GetStringAsync(new Uri(url)), Is.EqualTo("here"));
        await app.StopAsync();
    }

    [Test]
    public async Task A_malformed_stream_costs_its_own_connection_only()
    {
        await using var host = await RtmpHost.StartAsync();
        await using var sound = await RtmpClient.PublishAsync(host, "goodSound");
        await using var broken = await RtmpClient.PublishAsync(host, "goodBroken");

        await broken.SendAsync([0xC9, 1, 2, 3]);
        await broken.ClosedAsync();
        await host.Gate.Session("goodBroken")!.Ended.WaitAsync(Eventually.Patience);
        await sound.SendAsync(4, new RtmpMessage(MessageType.Audio, 1, 0, new byte[] { 0xAF, 1, 1 }));

        await Eventually.TrueAsync(() => host.Gate.Session("goodSound")!.Messages.Count == 1, "the sound of the other");
        Assert.That(host.Log.AtLeast(LogLevel.Information), Has.Exactly(1).Contains("127.0.0.1 was refused: malformed"));
    }

    [Test]
    public async Task Ten_thousand_random_streams_leave_it_serving_and_are_two_lines_in_the_log()
    {
        var time = new FakeTimeProvider();
        await using var host = await RtmpHost.StartAsync(time);
        var random = new Random(10_000);
        var streams = Enumerable.Range(0, 10_000).Select(i =>
        {
            // Every other stream begins with a whole handshake, so that its noise reaches the chunk reader.
            var noise = new byte[random.Next(1, 600)];
            random.NextBytes(noise);
            return i % 2 == 0 ? noise : [3, .. new byte[3072], .. noise];
        }).ToList();

        await Parallel.ForEachAsync(streams, new ParallelOptions { MaxDegreeOfParallelism = 50 }, async (bytes, cancellation) =>
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(host.EndPoint, cancellation);
            try
            {
                await socket.SendAsync(bytes, cancellation);
                socket.Shutdown(SocketShutdown.Send);
                var buffer = new byte[4096];
                while (await socket.ReceiveAsync(buffer, cancellation) > 0)
                {
                }
            }
            catch (SocketException)
            {
                // The server closed the connection while the client was sending, as it should.
            }
        });

        await using var client = await RtmpClient.PublishAsync(host, "goodAfter");
        Assert.That(host.Log.AtLeast(LogLevel.Warning), Is.Empty);
        Assert.That(host.Log.AtLeast(LogLevel.Information).Count(IsRefusal), Is.EqualTo(1), "the first is told at once");
        time.Advance(TimeSpan.FromSeconds(61));
        await Eventually.TrueAsync(() => host.Log.AtLeast(LogLevel.Information).Count(IsRefusal) == 2, "the others are told as a number");
        Assert.That(host.Log.AtLeast(LogLevel.Information).Last(IsRefusal), Does.Match("refused [0-9]{4,} times more within a minute"));

        static bool IsRefusal(string line) => line.Contains("was refused", StringComparison.Ordinal);
    }

    [Test]
    public async Task More_connections_than_the_limit_are_turned_away_at_once()
    {
        await using var host = await RtmpHost.StartAsync(settings: ("Ingest:Rtmp:MaxConnections", "1"));
        await using (await RtmpClient.ConnectAsync(host))
        {
            Assert.That(await ConnectsAsync(host), Is.False);
        }

        // The closed connection no longer counts.
        await Eventually.TrueAsync(async () => await ConnectsAsync(host), "another connection");
    }

    [Test]
    public async Task A_peer_that_never_ends_its_handshake_is_cut_off()
    {
        var time = new FakeTimeProvider();
        await using var host = await RtmpHost.StartAsync(time);
        await using var client = await RtmpClient.OpenAsync(host);
        await client.SendAsync([3, 0, 0]);

        await PassAsync(time, client.ClosedAsync(), TimeSpan.FromSeconds(10));
    }

    [Test]
    public async Task A_peer_that_never_publishes_is_cut_off()
    {
        var time = new FakeTimeProvider();
        await using var host = await RtmpHost.StartAsync(time);
        await using var client = await RtmpClient.ConnectAsync(host);

        await PassAsync(time, client.ClosedAsync(), TimeSpan.FromSeconds(15));
    }

    [Test]
    public async Task A_silent_publisher_is_pinged_and_then_cut_off()
    {
        var time = new FakeTimeProvider();
        await using var host = await RtmpHost.StartAsync(time);
        await using var client = await RtmpClient.PublishAsync(host, "goodSilent");

        RtmpMessage ping;
        do
        {
            var next = client.MessageAsync(MessageType.UserControl);
            await PassAsync(time, next, TimeSpan.Zero);
            ping = await next;
        }
        while (ping.Payload.Span[1] == 0);

        Assert.That(ping.Payload.Span[1], Is.EqualTo(6));
        Assert.That(host.Gate.Session("goodSilent")!.Ended.IsCompleted, Is.False);
        await PassAsync(time, client.ClosedAsync(), TimeSpan.Zero);
        await host.Gate.Session("goodSilent")!.Ended.WaitAsync(Eventually.Patience);
    }

    [Test]
    public async Task A_publisher_that_answers_pings_may_be_silent([Values] bool tls)
    {
        var time = new FakeTimeProvider();
        using var certificate = new TestCertificate();
        await using var host = await RtmpHost.StartAsync(time, tls ? certificate.Pfx : []);
        await using var client = await RtmpClient.PublishAsync(host, "goodQuiet", tls);

        for (var pings = 0; pings < 5; pings++)
        {
            var next = client.MessageAsync(MessageType.UserControl);
            await PassAsync(time, next, TimeSpan.Zero);
            await client.SendAsync(2, new RtmpMessage(MessageType.UserControl, 0, 0, (byte[])[0, 7, .. (await next).Payload.ToArray()[2..]]));
        }

        await client.CallAsync("_checkbw", 9, null);
        Assert.That((await client.CommandAsync("_result")).Transaction, Is.EqualTo(9));
    }

    [Test]
    public async Task A_peer_that_reads_no_answers_is_cut_off()
    {
        var time = new FakeTimeProvider();
        await using var host = await RtmpHost.StartAsync(time);
        await using var client = await RtmpClient.PublishAsync(host, "goodDeaf");
        var calls = Enumerable.Range(1, 500).SelectMany(i => client.Chunks.All(3, new RtmpMessage(MessageType.CommandAmf0, 0, 0, RtmpClient.Amf("call", (double)i)))).ToArray();

        var flood = Task.Run(async () =>
        {
            while (true)
                await client.SendAsync(calls);
        });

        await PassAsync(time, Task.WhenAny(flood), TimeSpan.Zero);
        Assert.That(async () => await flood, Throws.InstanceOf<IOException>());
        await host.Gate.Session("goodDeaf")!.Ended.WaitAsync(Eventually.Patience);
    }

    [Test]
    public async Task A_decision_that_does_not_come_in_time_is_a_refusal()
    {
        var time = new FakeTimeProvider();
        await using var host = await RtmpHost.StartAsync(time);
        host.Gate.Before = (_, cancellation) => Task.Delay(Timeout.Infinite, cancellation);
        await using var client = await RtmpClient.ConnectAsync(host);

        var answer = client.PublishAsync("goodSlow");
        await PassAsync(time, answer, TimeSpan.FromSeconds(15));

        Assert.That(await answer, Is.EqualTo("NetStream.Publish.Rejected"));
    }

    [Test]
    public async Task A_gate_that_fails_costs_one_connection_and_is_logged()
    {
        await using var host = await RtmpHost.StartAsync();
        host.Gate.Before = (request, _) => request.StreamKey == "goodFault" ? throw new TimeoutException("gone") : Task.CompletedTask;
        await using var client = await RtmpClient.ConnectAsync(host);
        await client.CallOnAsync(1, "publish", 5, null, "goodFault");
        await client.ClosedAsync();

        await using var other = await RtmpClient.PublishAsync(host, "goodOther");
        Assert.That(host.Log.AtLeast(LogLevel.Error).Single(), Does.Contain("gone").And.Not.Contains("goodFault"));
    }

    [Test]
    public async Task The_host_stops_with_publishers_on_air()
    {
        var host = await RtmpHost.StartAsync();
        await using var client = await RtmpClient.PublishAsync(host, "goodStop");

        var stopping = host.DisposeAsync();

        Assert.That(RtmpClient.Code(await client.CommandAsync("onStatus")), Is.EqualTo("NetConnection.Connect.Closed"));
        await client.DisposeAsync();
        await stopping.AsTask().WaitAsync(Eventually.Patience);
        Assert.That(host.Gate.Session("goodStop")!.Ended.IsCompleted);
    }

    private static async Task<bool> ConnectsAsync(RtmpHost host)
    {
        try
        {
            await using var client = await RtmpClient.ConnectAsync(host);
            return true;
        }
        catch (Exception exception) when (exception is EndOfStreamException or SocketException)
        {
            return false;
        }
    }

    /// <summary>Advances the host's clock until the task completes, and asserts that at least <paramref name="atLeast"/> passed.</summary>
    private static async Task PassAsync(FakeTimeProvider time, Task awaited, TimeSpan atLeast)
    {
        var began = time.GetUtcNow();
        await Eventually.TrueAsync(
            () =>
            {
                if (awaited.IsCompleted)
                    return true;

                time.Advance(Second);
                return false;
            },
            "the end of the wait");
        Assert.That(time.GetUtcNow() - began, Is.GreaterThanOrEqualTo(atLeast));
    }
}
