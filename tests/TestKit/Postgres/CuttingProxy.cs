using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TestKit.Postgres;

/// <summary>Between a client and a PostgreSQL server: cuts a connection at its next COMMIT, once, when it is told to.</summary>
public sealed class CuttingProxy : IAsyncDisposable
{
    private static readonly byte[] Commit = Encoding.ASCII.GetBytes("COMMIT");

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly int _server;
    private readonly Task _accepting;
    private int _cut;

    /// <summary>The client that is not to hear of its commit.</summary>
    private volatile TcpClient? _silent;

    public CuttingProxy(int server)
    {
        _server = server;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where a connection is cut.</summary>
    public enum Moment
    {
        Nowhere,

        /// <summary>The server does not hear of the commit.</summary>
        BeforeItIsSent,

        /// <summary>The server has carried it out, and the client does not hear of it.</summary>
        BeforeItsAnswer = 2,
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many connections were cut.</summary>
    public int Cuts { get; private set; }

    public void CutAt(Moment moment) => Interlocked.Exchange(ref _cut, (int)moment);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
                serving.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient();
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, _server, _end.Token);
            await Task.WhenAny(ForwardAsync(near, far), ForwardBackAsync(far, near));
        }
        catch (Exception gone) when (gone is IOException or SocketException or OperationCanceledException)
        {
            // One of the two has ended the connection.
        }
    }

    private async Task ForwardAsync(TcpClient near, TcpClient far)
    {
        var buffer = new byte[65536];
        while (await near.GetStream().ReadAsync(buffer, _end.Token) is > 0 and var count)
        {
            var moment = buffer.AsSpan(0, count).IndexOf(Commit) >= 0 ? (Moment)Interlocked.Exchange(ref _cut, (int)Moment.Nowhere) : Moment.Nowhere;
            if (moment == Moment.BeforeItIsSent)
            {
                Cuts++;
                return;
            }

            if (moment == Moment.BeforeItsAnswer)
                _silent = near;
            await far.GetStream().WriteAsync(buffer.AsMemory(0, count), _end.Token);
        }
    }

    private async Task ForwardBackAsync(TcpClient far, TcpClient near)
    {
        var buffer = new byte[65536];
        while (await far.GetStream().ReadAsync(buffer, _end.Token) is > 0 and var count)
        {
            if (ReferenceEquals(_silent, near) && buffer.AsSpan(0, count).IndexOf(Commit) >= 0)
            {
                Cuts++;
                return;
            }

            await near.GetStream().WriteAsync(buffer.AsMemory(0, count), _end.Token);
        }
    }
}
