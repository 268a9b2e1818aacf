using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
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
    private readonly ConcurrentDictionary<RtmpConnection, Task> _connections = new();
    private readonly AddressLimit _addresses = new(options.Value, time);
    private IConnectionListener? _listener;

    /// <summary>Binds before the host counts as started, so that a port that is taken fails the start.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        _listener = await BindAsync(cancellationToken);
        endpoint.Bound = (IPEndPoint)_listener.EndPoint;
        Listening(logger, endpoint.Bound);
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_listener is not null)
            await _listener.UnbindAsync(cancellationToken);

        await base.StopAsync(cancellationToken);
        if (_listener is not null)
            await _listener.DisposeAsync();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var sweeping = SweepAsync(stoppingToken);
        await AcceptAsync(stoppingToken);
        await sweeping;
    }

    private async Task<IConnectionListener> BindAsync(CancellationToken cancellation)
    {
        var wanted = new IPEndPoint(IPAddress.Parse(options.Value.Address), options.Value.Port);
        try
        {
            return await transport.BindAsync(wanted, cancellation);
        }
        catch (Exception exception) when (exception is AddressInUseException or SocketException)
        {
            var fault = exception is AddressInUseException ? "is taken" : $"cannot be listened on ({exception.Message})";
            throw new StartFailure(
                $"RTMP: port {wanted.Port} of {wanted.Address} {fault}. Free it, or set {RtmpOptions.Section}:{nameof(RtmpOptions.Port)} to another one (0: any that is free).",
                exception);
        }
    }

    private async Task AcceptAsync(CancellationToken stopping)
    {
        while (true)
        {
            ConnectionContext? connection;
            try
            {
                connection = await _listener!.AcceptAsync(CancellationToken.None);
            }
            catch (SocketException exception)
            {
                // Out of descriptors, most likely: those who are in go on, and the next try may succeed.
                NotAccepted(logger, exception.Message);
                metrics.TurnedAway("accept-failed");
                await Task.Delay(AcceptPause, time, CancellationToken.None);
                continue;
            }

            if (connection is null)
                return;

            if (Limit(connection) is { } limit)
            {
                metrics.TurnedAway(limit);
                TurnedAway(logger, connection.RemoteEndPoint, limit);
                connection.Abort();
                await connection.DisposeAsync();
                continue;
            }

            var peer = new RtmpConnection(connection, gate, options.Value, metrics, time, logger, stopping);
            metrics.ConnectionOpened();
            var serving = new TaskCompletionSource();
            _connections[peer] = serving.Task;
            _ = ServeAsync(peer, serving);
        }
    }

    private string? Limit(ConnectionContext connection) =>
        _connections.Count >= options.Value.MaxConnections ? "connections" : _addresses.Enter(((IPEndPoint)connection.RemoteEndPoint!).Address);

    private async Task ServeAsync(RtmpConnection peer, TaskCompletionSource serving)
    {
        // The accept loop goes on at once, whatever the peer has sent already.
        await Task.Yield();
        await peer.RunAsync();
        _addresses.Leave(peer.Peer.Address);
        _connections.TryRemove(peer, out _);
        serving.SetResult();
    }

    /// <summary>Ends when the host stops and every connection has ended: their deadlines hold until then.</summary>
    private async Task SweepAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(SweepInterval, time);
        while (!stopping.IsCancellationRequested || !_connections.IsEmpty)
        {
            foreach (var (connection, _) in _connections)
                connection.Tick();
            _addresses.Sweep();

            try
            {
                await timer.WaitForNextTickAsync(stopping.IsCancellationRequested ? CancellationToken.None : stopping);
            }
            catch (OperationCanceledException)
            {
                await Task.WhenAny(Task.WhenAll(_connections.Values), Task.Delay(SweepInterval, time, CancellationToken.None));
            }
        }
    }

    [LoggerMessage(EventName = nameof(Listening), Level = LogLevel.Information, Message = "RTMP is taken on {Endpoint}")]
    private static partial void Listening(ILogger logger, IPEndPoint endpoint);

    [LoggerMessage(EventName = nameof(TurnedAway), Level = LogLevel.Debug, Message = "{Peer} was turned away: {Limit}")]
    private static partial void TurnedAway(ILogger logger, EndPoint? peer, string limit);

    [LoggerMessage(EventName = nameof(NotAccepted), Level = LogLevel.Error, Message = "RTMP connections are not accepted: {Reason}")]
    private static partial void NotAccepted(ILogger logger, string reason);
}
