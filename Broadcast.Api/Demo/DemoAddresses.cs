using System.Net;
using Broadcast.Ingest.Rtmp;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Demo;

/// <summary>Where this host is reached from this machine, known once it listens.</summary>
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

    /// <summary>Our own RTMP server, or in a split run the one on this machine that the configuration names.</summary>
    public string Rtmp
    {
        get
        {
            var bound = services.GetService<RtmpEndpoint>()?.Bound;
            if (bound is not null)
                return $"rtmp://{Host(bound.Address)}:{bound.Port}/live";

            var options = services.GetService<IOptions<RtmpOptions>>()?.Value ?? new RtmpOptions();
            return $"rtmp://{(IPAddress.TryParse(options.Address, out var address) ? Host(address) : options.Address)}:{options.Port}/live";
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
