using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Broadcast.Chat.Hosting;
using Broadcast.Ingest.Sources;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace Broadcast.Ingest.Rtmp;

/// <summary>
/// Listens on Kestrel's transport with an accept loop of its own: an endpoint in Kestrel's options would switch <c>--urls</c> off. Owns the
/// connections and sweeps over their deadlines once a second.
/// </summary>
internal sealed partial class RtmpServer(
    IConnectionListenerFactory transport,
    IPublishGate gate,
    RtmpEndpoint endpoint,
    RtmpMetrics metrics,
    IOptions<RtmpOptions> options,
    TimeProvider time,
    ILogger<RtmpServer> logger) : BackgroundService
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AcceptPause = TimeSpan.FromMilliseconds(100);

    private readonly LoopGuard _guard = new(logger, time);

    /// <summary>Everybody who is in, also those who shake hands over TLS.</summary>
    private readonly ConcurrentDictionary<ConnectionContext, Task> _serving = new();
    private readonly ConcurrentDictionary<RtmpConnection, bool> _peers = new();
    private readonly AddressLimit _addresses = new(options.Value, time);
    private readonly List<(IConnectionListener Listener, SslServerAuthenticationOptions? Tls)> _doors = [];

    /// <summary>Binds before the host counts as started, so that a port that is taken fails the start.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        var section = RtmpOptions.Section;
        var plain = await BindAsync(options.Value.Port, $"{section}:{nameof(RtmpOptions.Port)}", cancellationToken);
        _doors.Add((plain, null));
        if (options.Value.Tls.Port is { } port)
        {
            var tls = RtmpCertificate.Read(options.Value.Tls);
            var door = await BindAsync(port, $"{section}:{nameof(RtmpOptions.Tls)}:{nameof(RtmpTlsOptions.Port)}", cancellationToken);
            _doors.Add((door, tls));
            endpoint.Tls = (IPEndPoint)door.EndPoint;
            ListeningTls(logger, endpoint.Tls);
        }

        endpoint.Bound = (IPEndPoint)plain.EndPoint;
        Listening(logger, endpoint.Bound);
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var (listener, _) in _doors)
            await listener.UnbindAsync(cancellationToken);

        await base.StopAsync(cancellationToken);
        foreach (var (listener, _) in _doors)
            await listener.DisposeAsync();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var sweeping = SweepAsync(stoppingToken);
        await Task.WhenAll(_doors.Select(door => AcceptAsync(door.Listener, door.Tls, stoppingToken)));
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
            var fault = exception is AddressInUseException ? "is taken" : $"cannot be listened on ({exception.Message})";
            throw new StartFailure(
                $"RTMP: port {wanted.Port} of {wanted.Address} {fault}. Free it, or set {key} to another one (0: any that is free).",
                exception);
        }
    }

    private async Task AcceptAsync(IConnectionListener listener, SslServerAuthenticationOptions? tls, CancellationToken stopping)
    {
        while (true)
        {
            var open = false;
            // Without a value: that the door is closed is no failure.
            if (await _guard.TryAsync("Accepting RTMP connections", async () => { open = await AcceptOneAsync(listener, tls, stopping); }, stopping))
            {
                if (!open)
                    return;
                continue;
            }

            // Out of descriptors, most likely: those who are in go on, and the next try may succeed.
            if (stopping.IsCancellationRequested)
                return;
            metrics.TurnedAway("accept-failed");
            await Task.Delay(AcceptPause, time, CancellationToken.None);
        }
    }

    /// <summary>False when the door is closed.</summary>
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
        // The accept loop goes on at once, whatever the peer has sent already.
        await Task.Yield();
        var address = ((IPEndPoint)connection.RemoteEndPoint!).Address;
        RtmpConnection? peer = null;
        try
        {
            if (await SecureAsync(connection, tls, stopping) is { } secured)
            {
                peer = new RtmpConnection(secured, gate, options.Value, metrics, time, logger, stopping);
                _peers[peer] = true;
                await peer.RunAsync();
            }
        }
        catch (Exception exception)
        {
            // Its own fault alone: the others are served on, and its place is free again.
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

    /// <summary>The connection behind its TLS, or itself where there is none; null when no TLS came of it.</summary>
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
            metrics.ConnectionEnded("tls");
            connection.Abort();
            await connection.DisposeAsync();
            return null;
        }
    }

    /// <summary>Ends when the host stops and every connection has ended: their deadlines hold until then.</summary>
    private async Task SweepAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(SweepInterval, time);
        while (!stopping.IsCancellationRequested || !_serving.IsEmpty)
        {
            foreach (var (connection, _) in _peers)
                _guard.Try("Looking at an RTMP connection's deadline", connection.Tick);
            _guard.Try("Forgetting addresses", _addresses.Sweep);

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

    [LoggerMessage(EventName = nameof(Listening), Level = LogLevel.Information, Message = "RTMP is taken on {Endpoint}")]
    private static partial void Listening(ILogger logger, IPEndPoint endpoint);

    [LoggerMessage(EventName = nameof(ListeningTls), Level = LogLevel.Information, Message = "RTMPS is taken on {Endpoint}")]
    private static partial void ListeningTls(ILogger logger, IPEndPoint endpoint);

    [LoggerMessage(EventName = nameof(NoTls), Level = LogLevel.Debug, Message = "{Peer} spoke no TLS that is taken here: {Reason}")]
    private static partial void NoTls(ILogger logger, EndPoint? peer, string reason);

    [LoggerMessage(EventName = nameof(TurnedAway), Level = LogLevel.Debug, Message = "{Peer} was turned away: {Limit}")]
    private static partial void TurnedAway(ILogger logger, EndPoint? peer, string limit);

    [LoggerMessage(EventName = nameof(NotServed), Level = LogLevel.Error, Message = "The connection of {Peer} failed")]
    private static partial void NotServed(ILogger logger, Exception exception, EndPoint? peer);
}
