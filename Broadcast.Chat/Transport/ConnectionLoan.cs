using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Broadcast.Chat.Transport;

/// <summary>
/// Lends a connection to the HTTP server, so that a WebSocket can outlive the request that asked for it. After a take-over the request,
/// its headers and the middleware are freed: about two fifths of the memory of an idle connection. One instance per connection.
/// </summary>
internal sealed class ConnectionLoan : IDuplexPipe, IConnectionHeartbeatFeature
{
    private readonly IDuplexPipe _own;
    private readonly Lock _gate = new();
    private List<(Action<object> Action, object State)> _heartbeats = [];
    private Func<ConnectionContext, ConnectionLoan, Task>? _next;

    private ConnectionLoan(ConnectionContext connection)
    {
        _own = connection.Transport;
        (Input, Output) = (new LentReader(_own.Input, this), new LentWriter(_own.Output, this));
        connection.Features.Get<IConnectionHeartbeatFeature>()?.OnHeartbeat(static state => ((ConnectionLoan)state).OnBeat(), this);
    }

    public PipeReader Input { get; }

    public PipeWriter Output { get; }

    /// <summary>True after <see cref="TakeOver"/>: the server can then no longer complete the pipes.</summary>
    public bool IsTakenOver => _next is not null;

    /// <summary>
    /// Lends a connection to <paramref name="server"/>. If it is taken over, runs the new owner after the server has returned.
    /// </summary>
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
            // Runs even if the server threw: the new owner is counted as a connection until it ends.
            connection.Transport = loan._own;
            if (loan._next is { } next)
                await next(connection, loan);
        }
    }

    /// <summary>Gives the connection to <paramref name="next"/>, which is called once the server has finished the request.</summary>
    public void TakeOver(Func<ConnectionContext, ConnectionLoan, Task> next)
    {
        // The server's heartbeat callbacks would keep the request in memory.
        lock (_gate)
            _heartbeats = [];
        _next = next;
    }

    public void OnHeartbeat(Action<object> action, object state)
    {
        lock (_gate)
            _heartbeats.Add((action, state));
    }

    private void OnBeat()
    {
        lock (_gate)
            foreach (var (action, state) in _heartbeats)
                action(state);
    }
}
