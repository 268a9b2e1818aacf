using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Broadcast.Api.Spine;

/// <summary>The address of this host as reached from the same machine, for links on its terminal. Valid once the host listens.</summary>
internal sealed class OwnAddress(IServer server)
{
    /// <summary>Scheme, host and port, without a slash at the end.</summary>
    public string Http => $"{Bound.Scheme}://{(ListensToAll ? "127.0.0.1" : Bound.Host)}:{Bound.Port}";

    /// <summary>Whether other machines reach it, on all addresses of this one.</summary>
    public bool ListensToAll => IsAny(Bound.Host);

    private BindingAddress Bound => BindingAddress.Parse(server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://127.0.0.1:8080");

    /// <summary>True for an address that stands for all of the machine's own.</summary>
    public static bool IsAny(string host) => host is "*" or "+" or "0.0.0.0" or "[::]" or "::";
}
