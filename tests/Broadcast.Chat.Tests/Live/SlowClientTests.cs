using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Rooms.Log;
using Microsoft.Extensions.DependencyInjection;
using TestKit;

namespace Broadcast.Chat.Tests.Live;

public sealed class SlowClientTests
{
    private static readonly TimeSpan SlowAfter = TimeSpan.FromSeconds(5);

    [Test]
    public async Task A_client_that_never_reads_delays_nobody_and_is_closed()
    {
        await using var festival = await ChatFestival.StartAsync(settings: [("Rooms:SlowAfter", $"{SlowAfter}"), ("Rooms:Tick", "00:00:00.020"), ("Rooms:ChatPerFrame", "1000")]);
        var closedAt = 0L;
        using var meter = new System.Diagnostics.Metrics.MeterListener();
        meter.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "livefestival.chat.slow_closed")
                listener.EnableMeasurementEvents(instrument);
        };
        meter.SetMeasurementEventCallback<long>((_, _, _, _) => Interlocked.CompareExchange(ref closedAt, Stopwatch.GetTimestamp(), 0));
        meter.Start();
        using var slow = await NeverReadsAsync(festival);
        var ann = await festival.GuestAsync("ann", ChatFestival.Gushi.Room);
        var bob = await festival.GuestAsync("bob", ChatFestival.Gushi.Room);
        await Eventually.TrueAsync(() => ann.Counts!.Viewers == 3, "the slow one is in the room");

        var heard = new List<(long From, long To)>();
        var log = festival.Services.GetRequiredService<RoomLog>();
        var lines = Enumerable.Repeat(new NewEvent(new ChatSaid { Text = new string('鹅', 200) }), 1000).ToArray();
        await Eventually.TrueAsync(
            async () =>
            {
                var from = Stopwatch.GetTimestamp();
                var said = await log.AppendAsync(ChatFestival.Gushi.Room, LogLane.Chat, lines);
                await Eventually.TrueAsync(() => ann.Position!.Offset >= said[^1] && bob.Position!.Offset >= said[^1], "the others hear it");
                heard.Add((from, Stopwatch.GetTimestamp()));
                return Interlocked.Read(ref closedAt) > 0;
            },
            "the slow one is closed",
            TimeSpan.FromSeconds(90));
        await Eventually.TrueAsync(() => bob.Counts!.Viewers == 2, "the slow one no longer counts");

        Assert.Multiple(() =>
        {
            // The slow client read nothing for SlowAfter before it was closed: what the others heard in that time did not wait for it.
            Assert.That(
                heard.Count(batch => Stopwatch.GetElapsedTime(batch.From, closedAt) < SlowAfter && batch.To < closedAt), Is.Positive, "batches that the others heard in that time");
            Assert.That(ann.Faults.Concat(bob.Faults), Is.Empty);
        });
    }

    /// <summary>A raw WebSocket with the smallest receive buffer, from which nothing is read after the handshake.</summary>
    private static async Task<Socket> NeverReadsAsync(ChatFestival festival)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 2048 };
        await socket.ConnectAsync(IPAddress.Loopback, festival.Address().Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes(
            $"GET /hubs/room?access_token={festival.GuestToken("slow")} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\n"
            + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"));
        var answer = new byte[1024];
        await socket.ReceiveAsync(answer);
        await socket.SendAsync(Frame("""{"protocol":"json","version":1}"""));
        await socket.SendAsync(Frame("""{"type":1,"invocationId":"1","target":"Join","arguments":["gushi",null]}"""));
        return socket;
    }

    /// <summary>A text frame of RFC 6455 with a mask of zeros.</summary>
    private static byte[] Frame(string message)
    {
        var text = Encoding.UTF8.GetBytes(message + "\u001e");
        return [0x81, (byte)(0x80 | text.Length), 0, 0, 0, 0, .. text];
    }
}
