using System.IO.Pipelines;
using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using Broadcast.Chat.Admission;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TestKit;
using TestKit.Hosts;

namespace Broadcast.Chat.Tests.Admission;

/// <summary>What one address may hold at a time, behind a proxy that is listed and without one.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class CrowdedAddressTests
{
    private const string Village = "203.0.113.7";
    private static readonly (string, string) Listed = ("Proxy:Trusted:0", "127.0.0.1");

    [Test]
    public async Task An_address_holds_a_limited_number_of_connections_and_others_are_not_affected()
    {
        await using var festival = await ChatFestival.StartAsync(settings: [Listed, ("Admission:MostPerAddress", "3")]);
        var sockets = new List<ClientWebSocket>();
        for (var i = 0; i < 3; i++)
            sockets.Add((await ConnectAsync(festival, Village)).Socket);

        var fourth = await ConnectAsync(festival, Village);
        var other = await ConnectAsync(festival, "203.0.113.8");
        sockets[0].Abort();

        Assert.That((fourth.Status, other.Status), Is.EqualTo((HttpStatusCode.TooManyRequests, HttpStatusCode.SwitchingProtocols)));
        await Eventually.TrueAsync(async () => (await ConnectAsync(festival, Village)).Status == HttpStatusCode.SwitchingProtocols, "there is room again");
        sockets.ForEach(socket => socket.Dispose());
    }

    [Test]
    public async Task An_IPv6_subscriber_counts_once()
    {
        await using var festival = await ChatFestival.StartAsync(settings: [Listed, ("Admission:MostPerAddress", "2")]);

        var statuses = new List<HttpStatusCode>();
        foreach (var address in (string[])["2001:db8:1:2::1", "2001:db8:1:2::2", "2001:db8:1:2:ffff::3", "2001:db8:1:3::1"])
            statuses.Add((await ConnectAsync(festival, address)).Status);

        Assert.That(statuses, Is.EqualTo(
            [HttpStatusCode.SwitchingProtocols, HttpStatusCode.SwitchingProtocols, HttpStatusCode.TooManyRequests, HttpStatusCode.SwitchingProtocols]));
    }

    [Test]
    public async Task Without_a_listed_proxy_nobody_names_an_address()
    {
        await using var festival = await ChatFestival.StartAsync(settings: ("Admission:MostPerAddress", "1"));

        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 4; i++)
            statuses.Add((await ConnectAsync(festival, Village)).Status);

        Assert.That(statuses, Is.All.EqualTo(HttpStatusCode.SwitchingProtocols), "the loopback is not counted");
    }

    [Test]
    public async Task With_the_limits_of_the_host_a_village_comes_in_through_one_address()
    {
        await using var festival = await ChatFestival.StartAsync(settings: Listed);

        var connected = await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => ConnectAsync(festival, Village)));

        Assert.That(connected.Select(one => one.Status), Is.All.EqualTo(HttpStatusCode.SwitchingProtocols));
        foreach (var one in connected)
            one.Socket.Dispose();
    }

    [Test]
    public async Task An_address_holds_a_quarter_of_the_requests_that_wait_for_the_feed()
    {
        await using var festival = await ChatFestival.StartAsync(settings: [Listed, ("Feed:MaxHeld", "8")]);
        using var http = festival.Http();
        var snapshot = JsonDocument.Parse(await http.GetStringAsync("/rooms/gushi/feed/snapshot.json")).RootElement;
        var path = $"/rooms/gushi/feed/{snapshot.GetProperty("epoch").GetString()}/{snapshot.GetProperty("next").GetInt64() + 10}.json";
        using var leaving = new CancellationTokenSource();
        using var counted = new CounterSums(festival.Services);

        var waiting = Enumerable.Range(0, 3).Select(_ => AskAsync(Village)).ToList();
        using var refused = await await Task.WhenAny(waiting);
        var other = AskAsync("203.0.113.8");
        using var fifth = await await Task.WhenAny(AskAsync(Village), other);

        Assert.That((int)refused.StatusCode, Is.EqualTo(429));
        Assert.That(await refused.Content.ReadAsStringAsync(), Does.Contain("\"feed.crowded\""));
        Assert.That(refused.Headers.CacheControl?.NoStore, Is.True, "a cache must not keep it for others");
        Assert.That((int)fifth.StatusCode, Is.EqualTo(429), "the other address's request is held");
        Assert.That(other.IsCompleted, Is.False);
        Assert.That(counted["livefestival.chat.feed.answers feed.crowded"], Is.EqualTo(2));
        Assert.That(festival.Log.Lines.Select(line => line.Text), Has.Exactly(1).EqualTo($"The feed: {Village} was refused: feed.crowded"));
        await leaving.CancelAsync();

        Task<HttpResponseMessage> AskAsync(string address)
        {
            var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Add("X-Forwarded-For", address);
            return http.SendAsync(request, leaving.Token);
        }
    }

    [Test]
    public async Task Connections_of_every_kind_are_counted_below_HTTP_but_not_those_of_a_listed_proxy()
    {
        await using var festival = await ChatFestival.StartAsync(settings: [("Proxy:Trusted:0", "10.0.0.0/8"), ("Admission:MostPerAddress", "1")]);
        var cap = festival.Services.GetServices<IConfigureOptions<KestrelServerOptions>>().OfType<ConnectionCap>().Single();
        var end = new TaskCompletionSource();
        var served = 0;

        var lines = new List<Task>();
        foreach (var address in (string[])[.. Enumerable.Repeat(Village, 8), "::ffff:203.0.113.7", "203.0.113.8", .. Enumerable.Repeat("10.1.2.3", 9)])
            lines.Add(cap.ServeAsync(Line(address), _ =>
            {
                Interlocked.Increment(ref served);
                return end.Task;
            }));

        Assert.That(served, Is.EqualTo(7 + 1 + 9));
        end.SetResult();
        await Task.WhenAll(lines);
        await cap.ServeAsync(Line(Village), _ => Task.FromResult(served++));
        Assert.That(served, Is.EqualTo(18), "who has left makes room");
    }

    private static DefaultConnectionContext Line(string address)
    {
        var pipe = new Pipe();
        return new DefaultConnectionContext($"{Guid.NewGuid()}", new Duplex(pipe.Reader, pipe.Writer), new Duplex(pipe.Reader, pipe.Writer))
        {
            RemoteEndPoint = new IPEndPoint(IPAddress.Parse(address), 5000),
        };
    }

    /// <summary>A WebSocket of a guest whom a proxy forwards from this address, and the status of the answer.</summary>
    private static async Task<(ClientWebSocket Socket, HttpStatusCode Status)> ConnectAsync(ChatFestival festival, string address)
    {
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.SetRequestHeader("X-Forwarded-For", address);
        try
        {
            await socket.ConnectAsync(
                new Uri($"ws{festival.Address().AbsoluteUri[4..]}hubs/room?access_token={festival.GuestToken($"{Guid.NewGuid():N}")}"), CancellationToken.None);
        }
        catch (WebSocketException)
        {
            // Refused: the status says why.
        }

        return (socket, socket.HttpStatusCode);
    }

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
