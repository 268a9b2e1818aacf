using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;

namespace TestKit.Hosts;

/// <summary>
/// Makes every connection to a host seem to come from one address, as if its peer were out there: a test's own connections come from the
/// loopback, which limits per address leave out.
/// </summary>
public static class FromElsewhere
{
    public static void Apply(IServiceCollection services, IPAddress peer) =>
        services.AddSingleton<IConnectionListenerFactory>(provider => new Factory(ActivatorUtilities.CreateInstance<SocketTransportFactory>(provider), peer));

    private sealed class Factory(SocketTransportFactory sockets, IPAddress peer) : IConnectionListenerFactory
    {
        public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
            new Listener(await sockets.BindAsync(endpoint, cancellationToken), peer);
    }

    private sealed class Listener(IConnectionListener sockets, IPAddress peer) : IConnectionListener
    {
        public EndPoint EndPoint => sockets.EndPoint;

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
        {
            var connection = await sockets.AcceptAsync(cancellationToken);
            if (connection?.RemoteEndPoint is IPEndPoint real)
                connection.RemoteEndPoint = new IPEndPoint(peer, real.Port);
            return connection;
        }

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default) => sockets.UnbindAsync(cancellationToken);

        public ValueTask DisposeAsync() => sockets.DisposeAsync();
    }
}
