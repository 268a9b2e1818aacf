using Broadcast.Chat.Admission;
using Broadcast.Chat.Errors;
using Broadcast.Chat.Rooms.Door;
using Broadcast.Chat.Tokens;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR;

namespace Broadcast.Chat.Rooms.Transport;

/// <summary>
/// Where WebSockets become connections of the hub. SignalR's own transport has two pipes, a WebSocket object and three hops between a frame
/// and the socket; this one has none of them, and any node can serve the second request of a client that negotiates. Over HTTP/1.1 the
/// connection is taken over from the HTTP server; over TLS of our own, and as a stream of HTTP/2, it stays a request for as long as it is.
/// </summary>
internal sealed class HubSocket(IServiceProvider services, IHostApplicationLifetime lifetime, TimeProvider time)
{
    private static readonly Error NotASocket = new("hub.websocket", "This is a WebSocket (RFC 6455, version 13).", ErrorKind.Invalid);

    private readonly ConnectionDelegate _hub = new ConnectionBuilder(services).UseHub<RoomHub>().Build();

    public async Task ServeAsync(HttpContext context, Caller caller, Visit visit)
    {
        if (await WebSocketUpgrade.AcceptAsync(context) is not { } stream)
        {
            await NotASocket.ToProblem().ExecuteAsync(context);
            return;
        }

        if (Loan(context) is { } loan)
        {
            visit.GoOn();
            loan.TakeOver((taken, lent) => TalkAsync(
                new SocketConnection(taken.ConnectionId, taken.Transport, BareSocket.Of(taken), taken.Abort, lent, time, taken.ConnectionClosed), caller, visit));
            return;
        }

        Lighten(context);
        var heartbeat = context.Features.Get<IConnectionHeartbeatFeature>();
        var connection = new SocketConnection(context.TraceIdentifier, new StreamWire(stream), socket: null, context.Abort, heartbeat, time, context.RequestAborted);
        await TalkAsync(connection, caller, visit: null);
    }

    /// <summary>What the server reads is what the client sends, and the request is alone on its connection: it can be taken over.</summary>
    private static ConnectionLoan? Loan(HttpContext context) =>
        HttpProtocol.IsHttp11(context.Request.Protocol) && context.Features.Get<ITlsConnectionFeature>() is null ? context.Features.Get<IConnectionHeartbeatFeature>() as ConnectionLoan : null;

    /// <param name="connection">Of the hub, from now on.</param>
    /// <param name="caller">Whose it is.</param>
    /// <param name="visit">What ends with it; null when the request does that.</param>
    private async Task TalkAsync(SocketConnection connection, Caller caller, Visit? visit)
    {
        connection.Items[typeof(Caller)] = caller;
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
            try
            {
                await connection.CloseAsync(code);
            }
            finally
            {
                visit?.Leave();
            }
        }
    }

    /// <summary>The token has been read: its text would stay for as long as the connection.</summary>
    private static void Lighten(HttpContext context)
    {
        context.Features.Set<IQueryFeature>(null);
        context.Request.QueryString = QueryString.Empty;
        if (context.Features.Get<IHttpRequestFeature>() is { } request)
            request.RawTarget = context.Request.Path;
    }
}
