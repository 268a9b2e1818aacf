using System.Net;
using System.Net.Sockets;
using System.Text;
using TestKit.Processes;

namespace Broadcast.Chat.Tests.Windows.Kills;

/// <summary>
/// Between this process and its Redis, on one connection after the other. Once it is armed it ends the process, or the server, at a point of
/// the next script's way. Lives as long as the process.
/// </summary>
internal sealed class KillingGate
{
    /// <summary>The process ends before a byte of the script has left it.</summary>
    public const string Unsent = "script.unsent";

    /// <summary>The process ends when Redis has the script but for its last bytes.</summary>
    public const string Torn = "script.torn";

    /// <summary>The process ends when Redis answers, and before it has the answer.</summary>
    public const string Unanswered = "script.unanswered";

    /// <summary>The server ends as soon as it has the script.</summary>
    public const string ServerHasIt = "server.has-it";

    /// <summary>The server ends when it has answered, and this process never hears of it.</summary>
    public const string ServerAnswered = "server.answered";

    /// <summary>EVAL, or EVALSHA once the server has the script's text.</summary>
    private static readonly byte[] Script = Encoding.ASCII.GetBytes("EVAL");
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _port;
    private readonly int _server;
    private volatile string _point = "";
    private volatile TcpClient? _asking;

    /// <param name="port">Of the server.</param>
    /// <param name="server">The server's process id.</param>
    public KillingGate(int port, int server)
    {
        (_port, _server) = (port, server);
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Arm(string point) => _point = point;

    private async Task AcceptAsync()
    {
        while (true)
            _ = ServeAsync(await _listener.AcceptTcpClientAsync());
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient();
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, _port);
            (near.NoDelay, far.NoDelay) = (true, true);
            await Task.WhenAny(AskAsync(near, far), AnswerAsync(far, near));
        }
        catch (Exception gone) when (gone is IOException or SocketException)
        {
            // The server is killed, and this process is to see it.
        }
    }

    private async Task AskAsync(TcpClient near, TcpClient far)
    {
        var buffer = new byte[1 << 20];
        var kept = 0;
        while (await near.GetStream().ReadAsync(buffer.AsMemory(kept)) is > 0 and var count)
        {
            var bytes = buffer.AsMemory(0, kept + count);
            kept = 0;
            if (_point.Length > 0 && bytes.Span.IndexOf(Script) < 0 && bytes.Length < buffer.Length)
            {
                // The name of the command may come in two parts, and what is held back is sent with the next one.
                kept = Math.Min(bytes.Length, HeldBack(bytes.Span));
                await far.GetStream().WriteAsync(bytes[..^kept]);
                bytes[^kept..].CopyTo(buffer);
                continue;
            }

            if (_point.Length > 0)
                await MeetAsync(bytes, near, far);
            else
                await far.GetStream().WriteAsync(bytes);
        }
    }

    private async Task MeetAsync(ReadOnlyMemory<byte> bytes, TcpClient near, TcpClient far)
    {
        if (_point == Unsent)
            KillPoint.Die();
        _asking = near;
        await far.GetStream().WriteAsync(_point == Torn ? bytes[..^3] : bytes);
        if (_point == Torn)
            KillPoint.Die();
        if (_point == ServerHasIt)
            Signals.Kill(_server);
    }

    private async Task AnswerAsync(TcpClient far, TcpClient near)
    {
        var buffer = new byte[1 << 16];
        while (await far.GetStream().ReadAsync(buffer) is > 0 and var count)
        {
            if (ReferenceEquals(_asking, near))
            {
                if (_point == Unanswered)
                    KillPoint.Die();
                if (_point is ServerAnswered or ServerHasIt)
                {
                    Signals.Kill(_server);
                    return;
                }
            }

            await near.GetStream().WriteAsync(buffer.AsMemory(0, count));
        }
    }

    /// <summary>How many bytes at the end may be the beginning of the command's name.</summary>
    private static int HeldBack(ReadOnlySpan<byte> bytes)
    {
        for (var length = Script.Length - 1; length > 0; length--)
            if (bytes.EndsWith(Script.AsSpan(0, length)))
                return length;
        return 0;
    }
}
