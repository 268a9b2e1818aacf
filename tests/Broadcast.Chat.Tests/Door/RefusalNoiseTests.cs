using System.Net.WebSockets;
using System.Text;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Door;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using TestKit;
using TestKit.Rooms;

namespace Broadcast.Chat.Tests.Door;

/// <summary>What strangers send to the hub costs the log one line an address and minute, and is no error.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class RefusalNoiseTests
{
    private const string Hello = "{\"protocol\":\"json\",\"version\":1}\u001e";

    [Test]
    public async Task Refused_calls_are_one_line_however_many_there_are()
    {
        await using var festival = await ChatFestival.StartAsync();
        var guest = await festival.UserAsync(festival.GuestToken("ann"));

        var codes = new List<string?>();
        for (var i = 0; i < 50; i++)
        {
            codes.Add(await RoomUser.CodeOfAsync(guest.SayAsync("hello")));
            codes.Add(await RoomUser.CodeOfAsync(guest.Connection.InvokeAsync<JoinResult>("Join", "nowhere", null)));
            codes.Add(await RoomUser.CodeOfAsync(guest.Connection.InvokeAsync<Appended>("Pin", "gushi", "goose", null)));
        }

        Assert.That(codes.Distinct(StringComparer.Ordinal), Is.EquivalentTo(new[] { "room.not_joined", "room.unknown", "auth.forbidden" }), "every call is answered");
        Assert.That(festival.Log.Alarming, Is.Empty);
        Assert.That(Told(festival), Has.Exactly(1).EqualTo("The hub: 127.0.0.1 was refused: room.not_joined"));
    }

    [TestCase("no JSON at all\u001e")]
    [TestCase("{}\u001e")]
    [TestCase("[1,2,3]\u001e")]
    [TestCase("{\"type\":99}\u001e")]
    [TestCase("{\"type\":\"one\"}\u001e")]
    [TestCase("{\"type\":1,\"target\":7}\u001e")]
    [TestCase("{\"type\":1,\"arguments\":[]}\u001e", Description = "no method")]
    [TestCase("{\"type\":1,\"target\":\"Leave\",\"streamIds\":[1],\"arguments\":[]}\u001e")]
    [TestCase("{\"type\":1,\"target\":\"\\ud800\",\"arguments\":[]}\u001e", Description = "half a surrogate pair")]
    [TestCase("{\"type\":1,\"invocationId\":\"1\",\"target\":\"Say\",\"arguments\":{}}\u001e")]
    [TestCase("{\"type\":1,\"invocationId\":\"1\",\"target\":\"Say\",\"arguments\":[[],{}]}\u001e")]
    [TestCase("{\"type\":1,\"invocationId\":\"1\",\"target\":\"NoSuchCall\",\"arguments\":[]}\u001e")]
    [TestCase("{\"type\":2,\"invocationId\":\"1\",\"item\":1}\u001e")]
    [TestCase("{\"type\":3,\"invocationId\":\"1\",\"result\":1}\u001e")]
    [TestCase("{\"type\":4,\"invocationId\":\"1\",\"target\":\"Leave\",\"arguments\":[]}\u001e")]
    [TestCase("{\"type\":5,\"invocationId\":\"1\"}\u001e")]
    [TestCase("{\"type\":8,\"sequenceId\":1}\u001e")]
    [TestCase("{\"type\":9,\"sequenceId\":1}\u001e")]
    public async Task Text_that_is_no_call_is_no_error(string text)
    {
        await using var festival = await ChatFestival.StartAsync();

        await EndAsync(festival, Encoding.UTF8.GetBytes(Hello + string.Concat(Enumerable.Repeat(text, 20))), WebSocketMessageType.Text);

        Assert.That(festival.Log.Alarming, Is.Empty);
        Assert.That(Told(festival), Has.Length.LessThanOrEqualTo(1));
    }

    [TestCase("messagepack")]
    [TestCase("json")]
    [TestCase("nosuchprotocol")]
    [TestCase("")]
    public async Task Bytes_that_are_no_protocol_are_no_error(string protocol)
    {
        await using var festival = await ChatFestival.StartAsync();
        var noise = new byte[4000];
        new Random(protocol.Length).NextBytes(noise);
        var hello = protocol.Length == 0 ? [] : Encoding.UTF8.GetBytes($"{{\"protocol\":\"{protocol}\",\"version\":1}}\u001e");

        await EndAsync(festival, [.. hello, .. noise], WebSocketMessageType.Binary);

        Assert.That(festival.Log.Alarming, Is.Empty);
        Assert.That(Told(festival), Has.Length.LessThanOrEqualTo(1));
    }

    [TestCase("01C0", Description = "nil where a message must be")]
    [TestCase("14950182A161A131A161A131A131A54C6561766590", Description = "a header that comes twice")]
    [TestCase("06950180C0C090", Description = "a call without a method")]
    public async Task MessagePack_that_is_no_call_is_no_error(string bytes)
    {
        await using var festival = await ChatFestival.StartAsync();
        var hello = "{\"protocol\":\"messagepack\",\"version\":1}\u001e"u8.ToArray();

        await EndAsync(festival, [.. hello, .. Convert.FromHexString(bytes)], WebSocketMessageType.Binary);

        Assert.That(festival.Log.Alarming, Is.Empty);
        Assert.That(Told(festival), Has.Length.EqualTo(1));
    }

    [TestCase("[]\u001e")]
    [TestCase("{\"protocol\":\"\\ud800\",\"version\":1}\u001e")]
    [TestCase("{\"protocol\":7}\u001e")]
    public async Task A_handshake_that_is_none_is_no_error(string hello)
    {
        await using var festival = await ChatFestival.StartAsync();

        await EndAsync(festival, Encoding.UTF8.GetBytes(hello), WebSocketMessageType.Text);

        Assert.That(festival.Log.Alarming, Is.Empty);
    }

    [Test]
    public async Task A_message_longer_than_any_call_and_frames_out_of_order_are_no_errors()
    {
        await using var festival = await ChatFestival.StartAsync();

        await EndAsync(festival, Encoding.UTF8.GetBytes(Hello + new string('x', 20_000)), WebSocketMessageType.Text);
        await EndAsync(festival, Encoding.UTF8.GetBytes(Hello), WebSocketMessageType.Text, thenCut: true);

        Assert.That(festival.Log.Alarming, Is.Empty);
        Assert.That(Told(festival), Has.Length.LessThanOrEqualTo(1));
    }

    private static string[] Told(ChatFestival festival) =>
        [.. festival.Log.Lines.Where(line => line.Text.Contains("127.0.0.1 was refused", StringComparison.Ordinal)).Select(line => line.Text)];

    /// <summary>Sends bytes and waits until the server has ended the connection, or ends it after an answer to a last call.</summary>
    private static async Task EndAsync(ChatFestival festival, byte[] bytes, WebSocketMessageType type, bool thenCut = false)
    {
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"ws{festival.Address().AbsoluteUri[4..]}hubs/room?access_token={festival.GuestToken("ann")}"), CancellationToken.None);
        await socket.SendAsync(bytes, type, endOfMessage: true, CancellationToken.None);
        if (thenCut)
            socket.Abort();
        else
            await ReadToEndAsync(socket);

        // The node has finished with the connection once its person is gone from the count of connections.
        await Eventually.TrueAsync(() => !festival.Services.GetRequiredService<RoomLifetime>().Connections.Any(), "the node has ended the connection");
    }

    /// <summary>Reads until the server closes; a connection that it keeps is closed by the client once nothing comes any more.</summary>
    private static async Task ReadToEndAsync(ClientWebSocket socket)
    {
        try
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
            var buffer = new byte[4096];
            using var patience = new CancellationTokenSource(Eventually.Patience);
            while ((await socket.ReceiveAsync(buffer, patience.Token)).MessageType != WebSocketMessageType.Close)
            {
            }
        }
        catch (WebSocketException)
        {
            // The server has cut the connection.
        }
    }
}
