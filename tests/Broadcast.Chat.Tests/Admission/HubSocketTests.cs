using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR.Client;
using TestKit;

namespace Broadcast.Chat.Tests.Admission;

/// <summary>The hub's WebSocket with clients other than SignalR's.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class HubSocketTests
{
    private const string Hello = "{\"protocol\":\"json\",\"version\":1}\u001e";
    private const string Join = "{\"type\":1,\"invocationId\":\"1\",\"target\":\"Join\",\"arguments\":[\"gushi\",null]}\u001e";

    [Test]
    public async Task Calls_in_parts_and_two_in_one_message_are_answered()
    {
        await using var festival = await ChatFestival.StartAsync();
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(Url(festival), CancellationToken.None);

        await SendAsync(socket, Hello[..9], end: false);
        await SendAsync(socket, Hello[9..] + Join[..20]);
        await SendAsync(socket, Join[20..]);
        var heard = await HearAsync(socket, "\"invocationId\":\"1\"");
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None).WaitAsync(Eventually.Patience);

        Assert.That(heard, Does.Contain("\"type\":3"));
        Assert.That(socket.CloseStatus, Is.EqualTo(WebSocketCloseStatus.NormalClosure), "the close frame is answered");
    }

    [Test]
    public async Task A_ping_is_answered_and_a_frame_without_a_mask_ends_the_connection()
    {
        await using var festival = await ChatFestival.StartAsync();
        using var socket = await RawAsync(festival, "13");

        await socket.SendAsync(new byte[] { 0x89, 0x82, 0, 0, 0, 0, (byte)'o', (byte)'k' });
        var pong = await ReadAsync(socket, 4);
        await socket.SendAsync(new byte[] { 0x81, 0x02, (byte)'n', (byte)'o' });
        var rest = await ReadToCloseAsync(socket);

        Assert.That(pong, Is.EqualTo(new byte[] { 0x8A, 2, (byte)'o', (byte)'k' }));
        Assert.That(rest[^4..], Is.EqualTo(new byte[] { 0x88, 2, 1002 >> 8, 1002 & 0xFF }), "protocol error");
    }

    [Test]
    public async Task A_frame_sent_along_with_the_upgrade_request_is_read()
    {
        await using var festival = await ChatFestival.StartAsync();
        using var socket = await RawAsync(festival, "13", along: [0x89, 0x82, 0, 0, 0, 0, (byte)'o', (byte)'k']);

        var pong = await ReadAsync(socket, 4);

        Assert.That(pong, Is.EqualTo(new byte[] { 0x8A, 2, (byte)'o', (byte)'k' }));
    }

    [Test]
    public async Task A_closed_connection_makes_room_for_another()
    {
        await using var festival = await ChatFestival.StartAsync(settings: ("Admission:Most", "1"));
        using (var first = await RawAsync(festival, "13"))
            Assert.That(await StatusAsync(festival), Is.EqualTo(HttpStatusCode.ServiceUnavailable), "an open connection counts");

        await Eventually.TrueAsync(async () => await StatusAsync(festival) == HttpStatusCode.BadRequest, "another connection is let in");
    }

    [Test]
    public async Task A_client_that_is_gone_before_the_hub_has_it_leaves_no_place_taken()
    {
        var gone = new TaskCompletionSource();
        await using var festival = await ChatFestival.StartBehindAsync(
            async (context, next) =>
            {
                await next();
                if (context.Response.StatusCode != StatusCodes.Status101SwitchingProtocols)
                    return;
                await using var left = context.RequestAborted.Register(gone.SetResult);
                await gone.Task;
            },
            ("Admission:Most", "1"));

        using (var first = await RawAsync(festival, "13"))
            first.LingerState = new LingerOption(enable: true, seconds: 0);
        await gone.Task.WaitAsync(Eventually.Patience);

        await Eventually.TrueAsync(async () => await StatusAsync(festival) == HttpStatusCode.BadRequest, "another connection is let in");
    }

    [Test]
    public async Task A_request_that_is_no_WebSocket_is_refused_with_its_code()
    {
        await using var festival = await ChatFestival.StartAsync();
        using var http = festival.Http(festival.GuestToken("ann"));

        using var plain = await http.GetAsync("/hubs/room");
        using var ofAnotherVersion = await RawAsync(festival, "8");

        Assert.That(plain.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((await plain.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString(), Is.EqualTo("hub.websocket"));
    }

    [Test]
    public async Task A_client_that_negotiates_at_one_node_may_connect_to_another()
    {
        await using var festival = await ChatFestival.StartAsync(nodes: 2);
        using var http = festival.Http(festival.GuestToken("ann"));
        using var asked = await http.PostAsync("/hubs/room/negotiate?negotiateVersion=1", content: null);
        var id = (await asked.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("connectionId").GetString();

        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"{Url(festival, node: 1)}&id={id}"), CancellationToken.None);
        await SendAsync(socket, Hello + Join);

        Assert.That(await HearAsync(socket, "\"invocationId\":\"1\""), Does.Contain("\"type\":3"));
    }

    [Test]
    public async Task A_WebSocket_may_be_a_stream_of_HTTP_2()
    {
        await using var festival = await ChatFestival.StartAsync(settings: ("Kestrel:EndpointDefaults:Protocols", "Http2"));
        using var handler = new SocketsHttpHandler();
        using var invoker = new HttpMessageInvoker(handler);
        using var socket = new ClientWebSocket { Options = { HttpVersion = HttpVersion.Version20, HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact } };
        await socket.ConnectAsync(Url(festival), invoker, CancellationToken.None);

        await SendAsync(socket, Hello + Join);
        var heard = await HearAsync(socket, "\"invocationId\":\"1\"");
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None).WaitAsync(Eventually.Patience);

        Assert.That(heard, Does.Contain("\"type\":3"));
        Assert.That(socket.CloseStatus, Is.EqualTo(WebSocketCloseStatus.NormalClosure));
    }

    [Test]
    public async Task A_message_longer_than_any_call_ends_the_connection()
    {
        await using var festival = await ChatFestival.StartAsync();
        var user = await festival.UserAsync(festival.GuestToken("ann"));

        await user.Connection.SendAsync("Say", new string('x', 20_000));

        await Eventually.TrueAsync(() => user.Connection.State == HubConnectionState.Disconnected, "the connection is closed");
    }

    [Test]
    public async Task Connections_end_with_the_node()
    {
        await using var festival = await ChatFestival.StartAsync();
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(Url(festival), CancellationToken.None);
        await SendAsync(socket, Hello);
        await HearAsync(socket, "{}");

        var stop = festival.Nodes[0].StopAsync();
        await HearAsync(socket, until: null);
        await stop.WaitAsync(Eventually.Patience);

        Assert.That(socket.CloseStatus, Is.EqualTo(WebSocketCloseStatus.EndpointUnavailable), "1001, going away");
    }

    private static Uri Url(ChatFestival festival, int node = 0) =>
        new($"ws://127.0.0.1:{festival.Address(node).Port}/hubs/room?access_token={festival.GuestToken("ann")}");

    private static Task SendAsync(ClientWebSocket socket, string text, bool end = true) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, end, CancellationToken.None);

    /// <summary>All text received until <paramref name="until"/> has come, or the other side closes.</summary>
    private static async Task<string> HearAsync(ClientWebSocket socket, string? until)
    {
        using var patience = new CancellationTokenSource(Eventually.Patience);
        var heard = new StringBuilder();
        var buffer = new byte[16 * 1024];
        while (until is null || !heard.ToString().Contains(until, StringComparison.Ordinal))
        {
            var piece = await socket.ReceiveAsync(buffer, patience.Token);
            if (piece.MessageType == WebSocketMessageType.Close)
                break;
            heard.Append(Encoding.UTF8.GetString(buffer, 0, piece.Count));
        }

        return heard.ToString();
    }

    /// <summary>A raw WebSocket. Reads the head of the answer, whose status must be 101 for version 13 and 400 for any other.</summary>
    private static async Task<Socket> RawAsync(ChatFestival festival, string version, byte[]? along = null)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, festival.Address().Port);
        await socket.SendAsync((byte[])[.. Encoding.ASCII.GetBytes(
            $"GET /hubs/room?access_token={festival.GuestToken("raw")} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\n"
            + $"Upgrade: websocket\r\nSec-WebSocket-Version: {version}\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"), .. along ?? []]);
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            head.Append((char)(await ReadAsync(socket, 1))[0]);
        Assert.That(head.ToString(), Does.StartWith(version == "13" ? "HTTP/1.1 101 " : "HTTP/1.1 400 "));
        if (version == "13")
            Assert.That(head.ToString(), Does.Contain("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="), "the answer of RFC 6455's own example");
        return socket;
    }

    /// <summary>The status of a request that is no WebSocket: 400 when it was let in, 503 when the node is full.</summary>
    private static async Task<HttpStatusCode> StatusAsync(ChatFestival festival)
    {
        using var http = festival.Http(festival.GuestToken("ben"));
        using var answer = await http.GetAsync("/hubs/room");
        return answer.StatusCode;
    }

    private static async Task<byte[]> ReadAsync(Socket socket, int count)
    {
        using var patience = new CancellationTokenSource(Eventually.Patience);
        var bytes = new byte[count];
        for (var read = 0; read < count;)
        {
            var piece = await socket.ReceiveAsync(bytes.AsMemory(read), patience.Token);
            Assert.That(piece, Is.GreaterThan(0), "the connection ended");
            read += piece;
        }

        return bytes;
    }

    /// <summary>Reads everything up to and including the server's close frame, which has a code.</summary>
    private static async Task<byte[]> ReadToCloseAsync(Socket socket)
    {
        var all = new List<byte>();
        while (all is not [.., 0x88, 2, _, _])
            all.AddRange(await ReadAsync(socket, 1));
        return [.. all];
    }
}
