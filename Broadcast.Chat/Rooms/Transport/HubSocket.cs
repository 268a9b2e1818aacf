using Broadcast.Chat.Errors;
using Broadcast.Chat.Rooms.Door;
using Broadcast.Chat.Tokens;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR;

namespace Broadcast.Chat.Rooms.Transport;

/// <summary>
/// Where WebSockets become connections of the hub. SignalR's own transport has two pipes, a WebSocket object and three hops between a frame
/// and the server's output; this one has none of them, and any node can serve the second request of a client that negotiates.
/// </summary>
internal sealed class HubSocket(IServiceProvider services, IHostApplicationLifetime lifetime, TimeProvider time)
{
    private static readonly Error NotASocket = new("hub.websocket", "This is a WebSocket (RFC 6455, version 13).", ErrorKind.Invalid);

    private readonly ConnectionDelegate _hub = new ConnectionBuilder(services).UseHub<RoomHub>().Build();

    public async Task ServeAsync(HttpContext context, Caller caller)
    {
        if (await WebSocketUpgrade.AcceptAsync(context) is not { } stream)
        {
            await NotASocket.ToProblem().ExecuteAsync(context);
            return;
        }

        Lighten(context);
        var connection = new SocketConnection(context, stream, time);
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
            await connection.CloseAsync(code);
        }
    }

    /// <summary>The token has been read: its text would stay for as long as the connection.</summary>
    private static void Lighten(HttpContext context)
    {
        context.Request.QueryString = QueryString.Empty;
        if (context.Features.Get<IHttpRequestFeature>() is { } request)
            request.RawTarget = context.Request.Path;
        context.Features.Set<IQueryFeature>(null);
    }
}
