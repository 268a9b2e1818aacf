using Broadcast.Chat.Spine.Settings;

namespace Broadcast.Chat.Spine.Hosting;

/// <summary>The reverse proxies in front of this host. Without any, the peer's own address counts.</summary>
public sealed record ProxyOptions
{
    public const string Section = "Proxy";

    /// <summary>
    /// Addresses or networks (<c>10.0.0.0/8</c>) whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are trusted; nobody else's are. Of
    /// several proxies in a row all must be named, and no network that has clients in it: who is named may name any address.
    /// </summary>
    [IpAddress(OrNetwork = true)]
    public IReadOnlyList<string> Trusted { get; init; } = [];
}
