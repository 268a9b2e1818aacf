using System.Net.Sockets;
using TestKit;
using TestKit.Processes;

namespace Load.Peers;

/// <summary>Waits until a peer accepts connections.</summary>
internal static class Listening
{
    public static Task AtAsync(int port, TestProcess process) => Eventually.TrueAsync(async () =>
    {
        if (process.HasExited)
            throw new InvalidOperationException($"The server ended with {process.ExitCode}:\n{process.Output}");
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            // Not yet.
            return false;
        }
    }, "the peer listens", TimeSpan.FromSeconds(30));
}
