using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace Broadcast.Chat.Spine.Hosting;

/// <summary>
/// Tells an operator of a proxy that is not in <see cref="ProxyOptions.Trusted"/>: all its clients count as one address, which soon meets
/// every limit, and nothing else in the log says why. Names a peer once an hour, and only some peers, because strangers may send the header
/// too. Any thread may call.
/// </summary>
internal sealed partial class UnlistedProxies(ListedProxies listed, TimeProvider time, ILogger<UnlistedProxies> logger)
{
    /// <summary>Peers that are named within an hour.</summary>
    internal const int Most = 50;

    private const string Forwarded = "Forwarded";
    private static readonly TimeSpan Quiet = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, long> _named = [];

    /// <summary>Looks at a request as it came in, before the peer's address is replaced by the one that a listed proxy names.</summary>
    public void Look(HttpContext context)
    {
        var headers = context.Request.Headers;
        var header = headers.ContainsKey(ForwardedHeadersDefaults.XForwardedForHeaderName) ? ForwardedHeadersDefaults.XForwardedForHeaderName
            : headers.ContainsKey(Forwarded) ? Forwarded
            : null;
        var peer = context.Connection.RemoteIpAddress;
        if (header is null || peer is null || listed.Contains(peer) || !IsDue(AddressPrefix.Of(peer)))
            return;

        Unlisted(logger, peer.IsIPv4MappedToIPv6 ? peer.MapToIPv4() : peer, header, ProxyOptions.Section, nameof(ProxyOptions.Trusted));
    }

    private bool IsDue(IPAddress peer)
    {
        lock (_gate)
        {
            if (_named.TryGetValue(peer, out var at) && time.GetElapsedTime(at) < Quiet)
                return false;
            if (_named.Count >= Most)
                Forget();
            if (_named.Count >= Most)
                return false;

            _named[peer] = time.GetTimestamp();
            return true;
        }
    }

    private void Forget()
    {
        foreach (var (peer, at) in _named)
            if (time.GetElapsedTime(at) >= Quiet)
                _named.Remove(peer);
    }

    [LoggerMessage(
        EventName = nameof(Unlisted), Level = LogLevel.Warning,
        Message = "{Peer} sends {Header}, but it is not in {Section}:{Key}. If it is your proxy, add it there: until then all its clients count as one address, "
            + "so that they use up each other's limits, and the wrong passwords of one slow the sign-ins of all. If it is not yours, nothing is wrong")]
    private static partial void Unlisted(ILogger logger, IPAddress peer, string header, string section, string key);
}
