using System.Net;
using System.Net.Sockets;
using Broadcast.Ingest.Tests.Rtmp;
using TestKit.Media;

namespace Broadcast.Ingest.Tests.Fuzzing;

/// <summary>What a real FFmpeg sends when it publishes: everything from its first byte on.</summary>
internal static class PublishCapture
{
    private const int Enough = 24 * 1024;
    private static readonly Task<byte[]> Made = MakeAsync();

    public static Task<byte[]> BytesAsync => Made;

    private static async Task<byte[]> MakeAsync()
    {
        await using var host = await RtmpHost.StartAsync();
        using var between = new TcpListener(IPAddress.Loopback, 0);
        between.Start();
        var port = ((IPEndPoint)between.LocalEndpoint).Port;
        await using var encoder = Encoder.Start($"rtmp://127.0.0.1:{port}/live/good", new EncoderPicture { Width = 160, Height = 90, Gop = 10 });
        using var client = await between.AcceptTcpClientAsync();
        using var server = new TcpClient();
        await server.ConnectAsync(host.EndPoint);
        var captured = new MemoryStream();
        await using (captured)
        {
            using var over = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            var back = server.GetStream().CopyToAsync(client.GetStream(), over.Token);
            var buffer = new byte[16 * 1024];
            while (captured.Length < Enough)
            {
                var count = await client.GetStream().ReadAsync(buffer, over.Token);
                Assert.That(count, Is.Positive, encoder.Output);
                captured.Write(buffer, 0, count);
                await server.GetStream().WriteAsync(buffer.AsMemory(0, count), over.Token);
            }

            await over.CancelAsync();
            await back.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            return captured.ToArray();
        }
    }
}
