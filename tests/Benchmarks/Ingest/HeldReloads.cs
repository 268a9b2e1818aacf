using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using TestKit.Hls;
using TestKit.Hosts;
using TestKit.Soak;

namespace Benchmarks.Ingest;

/// <summary>
/// Many viewers wait for the same part, each on a connection of its own. Measures the memory of one waiting viewer, and the time from the
/// first released viewer to the last.
/// </summary>
internal static class HeldReloads
{
    private const int Rounds = 8;

    public static async Task RunAsync(int viewers)
    {
        await using var host = await FestivalHost.StartAsync("--Demo:Encoders", "false", "--Demo:SlotSeconds", "900", "--Logging:LogLevel:Default", "Warning");
        await Task.Delay(TimeSpan.FromSeconds(10));
        var sockets = new List<Socket>(viewers);
        try
        {
            var before = SoakSample.Of(host.Process.Id, default);
            for (var i = 0; i < viewers; i++)
                sockets.Add(await ConnectAsync(host, i));
            var connected = SoakSample.Of(host.Process.Id, default);

            var spreads = new List<double>();
            var lasts = new List<double>();
            var held = 0L;
            for (var round = 0; round < Rounds; round++)
            {
                var request = await NextPartButOneAsync(host);
                await Task.WhenAll(sockets.Select(socket => socket.SendAsync(request)));
                held = Math.Max(held, SoakSample.Of(host.Process.Id, default).Memory);
                var arrivals = await Task.WhenAll(sockets.Select(ReceiveAsync));
                Array.Sort(arrivals);
                spreads.Add(Stopwatch.GetElapsedTime(arrivals[0], arrivals[^1]).TotalMilliseconds);
                lasts.Add(Stopwatch.GetElapsedTime(arrivals[0], arrivals[(int)(arrivals.Length * 0.99)]).TotalMilliseconds);
            }

            spreads.Sort();
            lasts.Sort();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"held: {viewers} reloads of one playlist: first to last released {spreads[Rounds / 2]:0} ms median of {Rounds} rounds ({spreads[0]:0} least, {spreads[^1]:0} most), 99 % within {lasts[Rounds / 2]:0} ms; the client reads on the same two cores"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  memory: {(connected.Memory - before.Memory) / (double)viewers / 1024:0.0} KB an idle connection, {(held - connected.Memory) / (double)viewers / 1024:0.0} KB more while its request is held"));
        }
        finally
        {
            foreach (var socket in sockets)
                socket.Dispose();
        }
    }

    private static async Task<Socket> ConnectAsync(FestivalHost host, int number)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        // One local address has about 28,000 ports for connections to the same endpoint: every 20,000 viewers get another address.
        socket.Bind(new IPEndPoint(IPAddress.Parse($"127.0.0.{2 + (number / 20_000)}"), 0));
        await socket.ConnectAsync(IPAddress.Loopback, host.Http.Port);
        return socket;
    }

    /// <summary>A request for the part after the next one, so that all viewers have asked before the part comes.</summary>
    private static async Task<byte[]> NextPartButOneAsync(FestivalHost host)
    {
        var last = PlaylistReader.Read(await host.Anonymous.GetStringAsync("/live/gushi/ll.m3u8")).Segments[^1];
        var (number, part) = last.Uri is null ? (last.Number, last.Parts.Count + 1) : (last.Number + 1, 1);
        return Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"GET /live/gushi/ll.m3u8?_HLS_msn={number}&_HLS_part={part} HTTP/1.1\r\nHost: {host.Http.Authority}\r\nAccept-Encoding: gzip\r\n\r\n"));
    }

    /// <summary>Reads one answer; returns the timestamp of its first bytes.</summary>
    private static async Task<long> ReceiveAsync(Socket socket)
    {
        var buffer = new byte[16 * 1024];
        var length = await socket.ReceiveAsync(buffer);
        var at = Stopwatch.GetTimestamp();
        var text = Encoding.Latin1.GetString(buffer, 0, length);
        if (!text.StartsWith("HTTP/1.1 200", StringComparison.Ordinal))
            throw new InvalidOperationException($"Not released: {text[..Math.Min(60, text.Length)]}");

        var head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4;
        var mark = text.IndexOf("Content-Length: ", StringComparison.OrdinalIgnoreCase) + 16;
        var total = head + int.Parse(text[mark..text.IndexOf('\r', mark)], CultureInfo.InvariantCulture);
        while (length < total)
        {
            var more = await socket.ReceiveAsync(buffer);
            length += more > 0 ? more : throw new InvalidOperationException("The connection was closed.");
        }

        return at;
    }
}
