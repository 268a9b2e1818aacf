using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Broadcast.Chat.Rooms.Transport;

/// <summary>
/// A connection as it is lent to the HTTP server: what a WebSocket needs of it outlives the request that asked for it. Once somebody has
/// taken it over, request, headers and middleware go, which would be half of the memory of a connection that waits. One a connection.
/// </summary>
internal sealed class ConnectionLoan : IDuplexPipe, IConnectionHeartbeatFeature
{
    private readonly IDuplexPipe _own;
    private readonly Lock _gate = new();
    private List<(Action<object> Action, object State)> _beats = [];
    private Func<ConnectionContext, ConnectionLoan, Task>? _next;

    private ConnectionLoan(ConnectionContext connection)
    {
        _own = connection.Transport;
        (Input, Output) = (new LentReader(_own.Input, this), new LentWriter(_own.Output, this));
        connection.Features.Get<IConnectionHeartbeatFeature>()?.OnHeartbeat(static state => ((ConnectionLoan)state).Beat(), this);
    }

    public PipeReader Input { get; }

    public PipeWriter Output { get; }

    /// <summary>It was taken over: that the server is done with it means nothing.</summary>
    public bool IsTaken => _next is not null;

    /// <summary>Lends a connection to <paramref name="server"/>, and serves it on when it was taken over meanwhile.</summary>
    public static async Task ServeAsync(ConnectionContext connection, ConnectionDelegate server)
    {
        var loan = new ConnectionLoan(connection);
        connection.Transport = loan;
        connection.Features.Set<IConnectionHeartbeatFeature>(loan);
        try
        {
            await server(connection);
        }
        finally
        {
            // Whatever became of the server: who took it over has a place in the count to give back.
            connection.Transport = loan._own;
            if (loan._next is { } next)
                await next(connection, loan);
        }
    }

    /// <summary>From now on the connection is <paramref name="next"/>'s, which is called as soon as the server has let go of the request.</summary>
    public void TakeOver(Func<ConnectionContext, ConnectionLoan, Task> next)
    {
        // The server's beat would keep its request.
        lock (_gate)
            _beats = [];
        _next = next;
    }

    public void OnHeartbeat(Action<object> action, object state)
    {
        lock (_gate)
            _beats.Add((action, state));
    }

    private void Beat()
    {
        lock (_gate)
            foreach (var (action, state) in _beats)
                action(state);
    }
}
