using System.Net;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Transport;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Broadcast.Chat.Admission;

/// <summary>
/// The last limit before file descriptors run out, for connections of every kind: without descriptors the runtime ends the process.
/// No peer may use all of them: those of one address are limited too, unless it is a listed proxy. Connections beyond either limit are closed
/// without an answer; <see cref="HubGate"/> refuses the hub's connections earlier, with one.
/// </summary>
/// <remarks>
/// An address may have an eighth of the descriptors, so that a few addresses do not fill a node. It is never less than twice the hub's limit:
/// then the hub's own answer always comes first, and the media of those it let in still pass. It is never more than seven times that limit:
/// over HTTP/1.1 a browser has one WebSocket and six other connections to a host.
/// </remarks>
internal sealed class ConnectionCap(IOptions<AdmissionOptions> options, HubGate gate, ListedProxies proxies) : IConfigureOptions<KestrelServerOptions>
{
    private const int LeastTimesHub = 2;
    private const int MostTimesHub = 7;
    private const string Door = "TCP";

    private readonly AddressCounts _peers = new(MostOf(options.Value.MostPerAddress, DescriptorLimit.Read()));
    private readonly int _most = DescriptorLimit.Read() - (options.Value.Reserve / 2);
    private int _count;

    /// <summary>How many connections of every kind one address may have.</summary>
    internal static int MostOf(int hub, int descriptors) => Math.Clamp(descriptors / 8, hub * LeastTimesHub, hub * MostTimesHub);

    public void Configure(KestrelServerOptions kestrel) =>
        kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Use(next => connection => ServeAsync(connection, next)));

    internal async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var peer = (connection.RemoteEndPoint as IPEndPoint)?.Address;
        if (proxies.Contains(peer))
        {
            await ServeCountedAsync(connection, next);
            return;
        }

        if (!_peers.TryEnter(peer))
        {
            gate.Refuse(peer, AdmissionErrors.Crowded, Door);
            connection.Abort();
            return;
        }

        try
        {
            await ServeCountedAsync(connection, next);
        }
        finally
        {
            _peers.Leave(peer);
        }
    }

    private async Task ServeCountedAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        try
        {
            if (Interlocked.Increment(ref _count) <= _most)
            {
                await ConnectionLoan.ServeAsync(connection, next);
                return;
            }

            gate.Refuse((connection.RemoteEndPoint as IPEndPoint)?.Address, AdmissionErrors.Full, Door);
            connection.Abort();
        }
        finally
        {
            Interlocked.Decrement(ref _count);
        }
    }
}
