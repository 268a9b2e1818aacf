using System.Net;
using Broadcast.Ingest;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Broadcast.Api.Demo;

/// <summary>Addresses of this host as reached from the same machine. Valid once the host listens.</summary>
internal sealed class DemoAddresses(IServer server, IServiceProvider services)
{
    public string Http
    {
        get
        {
            var bound = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://127.0.0.1:8080";
            var address = BindingAddress.Parse(bound);
            return $"{address.Scheme}://{(IsAny(address.Host) ? "127.0.0.1" : address.Host)}:{address.Port}";
        }
    }

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
        _ when IsAny(address.ToString()) => "127.0.0.1",
        { AddressFamily: System.Net.Sockets.AddressFamily.InterNetworkV6 } => $"[{address}]",
        _ => address.ToString(),
    };

    private static bool IsAny(string host) => host is "*" or "+" or "0.0.0.0" or "[::]" or "::";
}
