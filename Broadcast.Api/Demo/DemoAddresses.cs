using System.Net;
using Broadcast.Api.Spine;
using Broadcast.Ingest;

namespace Broadcast.Api.Demo;

/// <summary>Addresses of this host as reached from the same machine. Valid once the host listens.</summary>
internal sealed class DemoAddresses(OwnAddress own, IServiceProvider services)
{
    public string Http => own.Http;

    /// <summary>Our own RTMP server; without the role <c>ingest</c>, the one that the configuration names.</summary>
    public string Rtmp
    {
        get
        {
            var (host, port) = IngestModule.PublishAddress(services);
            return $"rtmp://{(IPAddress.TryParse(host, out var address) ? Host(address) : host)}:{port}/live";
        }
    }

    private static string Host(IPAddress address) => address switch
    {
        _ when OwnAddress.IsAny(address.ToString()) => "127.0.0.1",
        { AddressFamily: System.Net.Sockets.AddressFamily.InterNetworkV6 } => $"[{address}]",
        _ => address.ToString(),
    };
}
