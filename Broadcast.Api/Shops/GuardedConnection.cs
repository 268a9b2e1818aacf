using System.Net;
using System.Net.Sockets;
using Broadcast.Chat.Spine.Hosting;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Shops;

/// <summary>
/// Connects to shops' servers, and to nothing else: the very address that is connected to must be public, so that no name and no change of a
/// name leads into this machine's networks.
/// </summary>
internal sealed class GuardedConnection(IOptions<ShopOptions> options)
{
    /// <summary>Bytes of an answer's headers, and of a body that is read away so that the connection can be used again.</summary>
    private const int MostHeaders = 16;

    private const int MostBody = 16 * 1024;

    /// <summary>A handler that follows no redirect, uses no proxy, keeps no cookies, and reads little.</summary>
    public SocketsHttpHandler Handler() => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ConnectCallback = ConnectAsync,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        MaxConnectionsPerServer = 16,
        MaxResponseHeadersLength = MostHeaders,
        MaxResponseDrainSize = MostBody,
        ResponseDrainTimeout = TimeSpan.FromSeconds(1),
        // A server that moves is found again.
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
    };

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var known = IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, cancellation);
        var allowed = options.Value.AllowLocal ? known : [.. known.Where(PublicAddress.Is)];
        if (allowed.Length == 0)
            throw new HttpRequestException(HttpRequestError.ConnectionError, "its address is not public");

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
