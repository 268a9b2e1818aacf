using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Refusals;
using Broadcast.Ingest.Rtmp.Publishing;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace Broadcast.Ingest.Rtmp;

/// <summary>
/// Listens on Kestrel's transport with accept loops of its own: an endpoint in Kestrel's options would switch <c>--urls</c> off. Owns the
/// connections and checks their deadlines once a second.
/// </summary>
internal sealed partial class RtmpServer(
    IConnectionListenerFactory transport,
    IPublishGate gate,
    RtmpEndpoint endpoint,
    RtmpMetrics metrics,
    RefusalLog refusals,
    IOptions<RtmpOptions> options,
    TimeProvider time,
    ILogger<RtmpServer> logger) : BackgroundService
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AcceptPause = TimeSpan.FromMilliseconds(100);

    private readonly LoopGuard _guard = new(logger, time);

    /// <summary>All open connections, including those in their TLS handshake.</summary>
    private readonly ConcurrentDictionary<ConnectionContext, Task> _serving = new();
    private readonly ConcurrentDictionary<RtmpConnection, bool> _peers = new();
    private readonly AddressLimit _addresses = new(options.Value, time);
    private readonly List<(IConnectionListener Listener, SslServerAuthenticationOptions? Tls)> _listeners = [];

    /// <summary>Binds before the host counts as started, so that a port in use fails the start.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        var section = RtmpOptions.Section;
        var plain = await BindAsync(options.Value.Port, $"{section}:{nameof(RtmpOptions.Port)}", cancellationToken);
        _listeners.Add((plain, null));
        if (options.Value.Tls.Port is { } port)
        {
            var tls = RtmpCertificate.Read(options.Value.Tls);
            var secure = await BindAsync(port, $"{section}:{nameof(RtmpOptions.Tls)}:{nameof(RtmpTlsOptions.Port)}", cancellationToken);
            _listeners.Add((secure, tls));
            endpoint.Tls = (IPEndPoint)secure.EndPoint;
            ListeningTls(logger, endpoint.Tls);
        }

        endpoint.Bound = (IPEndPoint)plain.EndPoint;
        Listening(logger, endpoint.Bound);
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var (listener, _) in _listeners)
            await listener.UnbindAsync(cancellationToken);

        await base.StopAsync(cancellationToken);
        foreach (var (listener, _) in _listeners)
            await listener.DisposeAsync();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var sweeping = SweepAsync(stoppingToken);
        await Task.WhenAll(_listeners.Select(bound => AcceptAsync(bound.Listener, bound.Tls, stoppingToken)));
        await sweeping;
    }

    private async Task<IConnectionListener> BindAsync(int port, string key, CancellationToken cancellation)
    {
        var wanted = new IPEndPoint(IPAddress.Parse(options.Value.Address), port);
        try
        {
            return await transport.BindAsync(wanted, cancellation);
        }
        catch (Exception exception) when (exception is AddressInUseException or SocketException)
        {
            var fault = exception is AddressInUseException ? "is in use" : $"cannot be listened on ({exception.Message})";
            var rights = exception is SocketException refused ? PortRights.Of(refused) : "";
            throw new StartFailure(
                $"RTMP: port {wanted.Port} of {wanted.Address} {fault}.{rights} Free it, or set {key} to another port (0 picks a free one).",
                exception);
        }
    }

    private async Task AcceptAsync(IConnectionListener listener, SslServerAuthenticationOptions? tls, CancellationToken stopping)
    {
        while (true)
        {
            var open = false;
            // The lambda returns no value: the guard would count a closed listener, false, as a failure.
            if (await _guard.TryAsync("Accepting RTMP connections", async () => { open = await AcceptOneAsync(listener, tls, stopping); }, stopping))
            {
                if (!open)
                    return;
                continue;
            }

            // Most likely out of file descriptors: open connections go on, and the next try may succeed.
            if (stopping.IsCancellationRequested)
                return;
            metrics.TurnedAway("accept-failed");
            await Task.Delay(AcceptPause, time, CancellationToken.None);
        }
    }

    /// <summary>Accepts one connection, or turns it away; false when the listener is closed.</summary>
    private async Task<bool> AcceptOneAsync(IConnectionListener listener, SslServerAuthenticationOptions? tls, CancellationToken stopping)
    {
        if (await listener.AcceptAsync(CancellationToken.None) is not { } connection)
            return false;

        string? limit;
        try
        {
            limit = Limit(connection);
        }
        catch
        {
            connection.Abort();
            throw;
        }

        if (limit is not null)
        {
            metrics.TurnedAway(limit);
            TurnedAway(logger, connection.RemoteEndPoint, limit);
            refusals.Note(((IPEndPoint)connection.RemoteEndPoint!).Address, RtmpConnection.Door, limit);
            connection.Abort();
            await connection.DisposeAsync();
            return true;
        }

        metrics.ConnectionOpened();
        var serving = new TaskCompletionSource();
        _serving[connection] = serving.Task;
        _ = ServeAsync(connection, tls, serving, stopping);
        return true;
    }

    private string? Limit(ConnectionContext connection) =>
        _serving.Count >= options.Value.MaxConnections ? "connections" : _addresses.Enter(((IPEndPoint)connection.RemoteEndPoint!).Address);

    private async Task ServeAsync(ConnectionContext connection, SslServerAuthenticationOptions? tls, TaskCompletionSource serving, CancellationToken stopping)
    {
        // Lets the accept loop go on at once, whatever the peer has sent already.
        await Task.Yield();
        var address = ((IPEndPoint)connection.RemoteEndPoint!).Address;
        RtmpConnection? peer = null;
        try
        {
            if (await SecureAsync(connection, tls, stopping) is { } secured)
            {
                peer = new RtmpConnection(secured, gate, options.Value, metrics, refusals, time, logger, stopping);
                _peers[peer] = true;
                await peer.RunAsync();
            }
        }
        catch (Exception exception)
        {
            // The fault costs this connection alone, which then no longer counts for the limits.
            NotServed(logger, exception, connection.RemoteEndPoint);
            metrics.ConnectionEnded("internal-error");
            connection.Abort();
        }
        finally
        {
            if (peer is not null)
                _peers.TryRemove(peer, out _);
            _addresses.Leave(address);
            _serving.TryRemove(connection, out _);
            serving.SetResult();
        }
    }

    /// <summary>The connection behind TLS, or itself when TLS is off; null when the TLS handshake failed.</summary>
    private async ValueTask<ConnectionContext?> SecureAsync(ConnectionContext connection, SslServerAuthenticationOptions? tls, CancellationToken stopping)
    {
        if (tls is null)
            return connection;

        using var deadline = new CancellationTokenSource(options.Value.HandshakeTimeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, stopping);
        try
        {
            return await TlsConnection.AcceptAsync(connection, tls, linked.Token);
        }
        catch (Exception exception) when (exception is AuthenticationException or IOException or OperationCanceledException)
        {
            NoTls(logger, connection.RemoteEndPoint, exception.Message);
            refusals.Note(((IPEndPoint)connection.RemoteEndPoint!).Address, RtmpConnection.Door, "tls");
            metrics.ConnectionEnded("tls");
            connection.Abort();
            await connection.DisposeAsync();
            return null;
        }
    }

    /// <summary>Checks deadlines until the host stops and every connection has ended.</summary>
    private async Task SweepAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(SweepInterval, time);
        while (!stopping.IsCancellationRequested || !_serving.IsEmpty)
        {
            foreach (var (connection, _) in _peers)
                _guard.Try("Checking an RTMP connection's deadline", connection.Tick);

            try
            {
                await timer.WaitForNextTickAsync(stopping.IsCancellationRequested ? CancellationToken.None : stopping);
            }
            catch (OperationCanceledException)
            {
                await Task.WhenAny(Task.WhenAll(_serving.Values), Task.Delay(SweepInterval, time, CancellationToken.None));
            }
        }
    }

    [LoggerMessage(EventName = nameof(Listening), Level = LogLevel.Information, Message = "RTMP listens on {Endpoint}")]
    private static partial void Listening(ILogger logger, IPEndPoint endpoint);

    [LoggerMessage(EventName = nameof(ListeningTls), Level = LogLevel.Information, Message = "RTMPS listens on {Endpoint}")]
    private static partial void ListeningTls(ILogger logger, IPEndPoint endpoint);

    [LoggerMessage(EventName = nameof(NoTls), Level = LogLevel.Debug, Message = "The TLS handshake with {Peer} failed: {Reason}")]
    private static partial void NoTls(ILogger logger, EndPoint? peer, string reason);

    [LoggerMessage(EventName = nameof(TurnedAway), Level = LogLevel.Debug, Message = "{Peer} was turned away by a limit: {Limit}")]
    private static partial void TurnedAway(ILogger logger, EndPoint? peer, string limit);

    [LoggerMessage(EventName = nameof(NotServed), Level = LogLevel.Error, Message = "The connection of {Peer} failed")]
    private static partial void NotServed(ILogger logger, Exception exception, EndPoint? peer);
}
