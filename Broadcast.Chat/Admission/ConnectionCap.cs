using System.Net;
using Broadcast.Chat.Transport;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Broadcast.Chat.Admission;

/// <summary>
/// The last limit before file descriptors run out, for connections of every kind: without descriptors the runtime ends the process.
/// Connections beyond it are closed without an answer; <see cref="HubGate"/> refuses the hub's connections earlier, with one.
/// </summary>
internal sealed class ConnectionCap(IOptions<AdmissionOptions> options, HubGate gate) : IConfigureOptions<KestrelServerOptions>
{
    private readonly int _most = DescriptorLimit.Read() - (options.Value.Reserve / 2);
    private int _count;

    public void Configure(KestrelServerOptions kestrel) =>
        kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Use(next => connection => ServeAsync(connection, next)));

    private async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        try
        {
            if (Interlocked.Increment(ref _count) <= _most)
            {
                await ConnectionLoan.ServeAsync(connection, next);
                return;
            }

            gate.Refuse((connection.RemoteEndPoint as IPEndPoint)?.Address, AdmissionErrors.Full);
            connection.Abort();
        }
        finally
        {
            Interlocked.Decrement(ref _count);
        }
    }
}
