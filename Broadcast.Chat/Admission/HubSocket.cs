using System.Net;
using Broadcast.Chat.Door;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Tokens;
using Broadcast.Chat.Transport;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR;

namespace Broadcast.Chat.Admission;

/// <summary>
/// Turns WebSockets into connections of the hub, without SignalR's own transport, which puts two pipes, a WebSocket object and three hops
/// between a frame and the socket. Any node can serve the second request of a client that negotiates. A plain HTTP/1.1 connection is
/// taken over from the HTTP server; over TLS of our own or HTTP/2 the connection stays a request until it ends.
/// </summary>
internal sealed class HubSocket(IServiceProvider services, HubGate gate, IHostApplicationLifetime lifetime, TimeProvider time)
{
    private readonly ConnectionDelegate _hub = new ConnectionBuilder(services).UseHub<RoomHub>().Build();

    public async Task ServeAsync(HttpContext context, Caller caller, Visit visit)
    {
        if (await WebSocketUpgrade.AcceptAsync(context) is not { } stream)
        {
            gate.Refuse(context.Connection.RemoteIpAddress, AdmissionErrors.NotASocket);
            await AdmissionErrors.NotASocket.ToProblem().ExecuteAsync(context);
            return;
        }

        var address = AddressPrefix.Of(context.Connection.RemoteIpAddress);
        if (Loan(context) is { } loan)
        {
            visit.OutliveRequest();
            loan.TakeOver((taken, lent) => RunTakenAsync(taken, lent, caller, address, visit));
            return;
        }

        DropQuery(context);
        var heartbeat = context.Features.Get<IConnectionHeartbeatFeature>();
        var connection = new SocketConnection(context.TraceIdentifier, new StreamWire(stream), socket: null, context.Abort, heartbeat, time, context.RequestAborted);
        await RunHubAsync(connection, caller, address);
    }

    /// <summary>
    /// The loan of a connection that can be taken over; null for others. Over HTTP/1.1 without TLS the server reads the client's own
    /// bytes, and no other request shares the connection.
    /// </summary>
    private static ConnectionLoan? Loan(HttpContext context) =>
        HttpProtocol.IsHttp11(context.Request.Protocol) && context.Features.Get<ITlsConnectionFeature>() is null ? context.Features.Get<IConnectionHeartbeatFeature>() as ConnectionLoan : null;

    /// <summary>Serves a connection that was taken over. Its visit ends with it, also when the client was gone before this began.</summary>
    private async Task RunTakenAsync(ConnectionContext taken, ConnectionLoan lent, Caller caller, IPAddress address, Visit visit)
    {
        try
        {
            var connection = new SocketConnection(taken.ConnectionId, taken.Transport, BareSocket.Of(taken), taken.Abort, lent, time, taken.ConnectionClosed);
            await RunHubAsync(connection, caller, address);
        }
        finally
        {
            visit.Leave();
        }
    }

    /// <param name="connection">The connection, served by the hub until it ends.</param>
    /// <param name="caller">Who connects.</param>
    /// <param name="address">From where, by <see cref="AddressPrefix"/>.</param>
    private async Task RunHubAsync(SocketConnection connection, Caller caller, IPAddress address)
    {
        connection.Items[typeof(Caller)] = caller;
        connection.Items[typeof(IPAddress)] = address;
        var code = WebSocketCloseCode.Normal;
        try
        {
            await using var stopping = lifetime.ApplicationStopping.UnsafeRegister(static state => ((SocketConnection)state!).End(), connection);
            await _hub(connection);
            if (lifetime.ApplicationStopping.IsCancellationRequested)
                code = WebSocketCloseCode.GoingAway;
        }
        finally
        {
            await connection.CloseAsync(code);
        }
    }

    /// <summary>Drops the query with the token, which would stay in memory for as long as the connection.</summary>
    private static void DropQuery(HttpContext context)
    {
        context.Features.Set<IQueryFeature>(null);
        context.Request.QueryString = QueryString.Empty;
        if (context.Features.Get<IHttpRequestFeature>() is { } request)
            request.RawTarget = context.Request.Path;
    }
}
