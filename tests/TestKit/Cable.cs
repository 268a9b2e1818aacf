using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace TestKit;

/// <summary>A TCP proxy on loopback between a viewer and the host, whose connections a test can cut or freeze.</summary>
public sealed class Cable : IAsyncDisposable
{
    private readonly Uri _host;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<Socket, bool> _sockets = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private volatile bool _cut;
    private volatile TaskCompletionSource? _frozen;

    public Cable(Uri host)
    {
        _host = host;
        _listener.Start();
        Near = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _accepting = AcceptAsync();
    }

    /// <summary>The address that the viewer connects to.</summary>
    public Uri Near { get; }

    /// <summary>Resets every connection, and each new one until <see cref="Mend"/>.</summary>
    public void Cut()
    {
        _cut = true;
        foreach (var socket in _sockets.Keys)
            Reset(socket);
    }

    /// <summary>Holds back every byte, also of new connections, until <see cref="Mend"/>; closes nothing, as a network that is frozen.</summary>
    public void Freeze() => _frozen ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Mend()
    {
        _cut = false;
        Interlocked.Exchange(ref _frozen, null)?.SetResult();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        Cut();
        await _accepting;
        _stop.Dispose();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var near = await _listener.AcceptSocketAsync(_stop.Token);
                _sockets[near] = true;
                _ = PassAsync(near);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task PassAsync(Socket near)
    {
        var far = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _sockets[far] = true;
        try
        {
            if (!_cut)
            {
                await ThawedAsync();
                await far.ConnectAsync(_host.Host, _host.Port, _stop.Token);
                await Task.WhenAny(CopyAsync(near, far), CopyAsync(far, near));
            }
        }
        catch (Exception gone) when (gone is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // One side has closed; the other is closed below.
        }

        Reset(near);
        Reset(far);
    }

    private async Task CopyAsync(Socket from, Socket to)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer, _stop.Token) is var length and > 0)
            {
                await ThawedAsync();
                await to.SendAsync(buffer.AsMemory(0, length), _stop.Token);
            }
        }
        catch (Exception gone) when (gone is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The cable was cut, or one side has closed.
        }
    }

    private Task ThawedAsync() => _frozen?.Task.WaitAsync(_stop.Token) ?? Task.CompletedTask;

    private void Reset(Socket socket)
    {
        _sockets.TryRemove(socket, out _);
        socket.Close(timeout: 0); // Sends an RST, as for a broken connection.
    }
}
