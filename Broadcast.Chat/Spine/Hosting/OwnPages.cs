using System.Net;

namespace Broadcast.Chat.Spine.Hosting;

/// <summary>
/// Tells our own pages from those of other sites, by the origin that the browser states. That the origin is the host that was asked proves
/// nothing by itself: whoever owns a name can let it lead to our address (DNS rebinding), and a page of that name then states it in both.
/// So the name must be one that we know, or that nobody else can own.
/// </summary>
internal static class OwnPages
{
    /// <summary>Names that are never of the public DNS: RFC 6761 (localhost), RFC 6762 (local), RFC 8375 (home.arpa), and ICANN's internal.</summary>
    private static readonly string[] Private = [".localhost", ".local", ".home.arpa", ".internal"];

    /// <summary>Compares host and port only: behind a proxy that terminates TLS the scheme differs.</summary>
    public static bool Include(string origin, HttpRequest request) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && uri.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase)
        && (IsPrivate(uri) || AreNamesListed(request));

    private static bool IsPrivate(Uri uri) =>
        IPAddress.TryParse(uri.DnsSafeHost, out _)
        || !uri.Host.Contains('.', StringComparison.Ordinal)
        || Array.Exists(Private, ending => uri.Host.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    /// <summary>With a list of names, requests that state another one do not come this far; <c>*</c> trusts every name.</summary>
    private static bool AreNamesListed(HttpRequest request) =>
        !string.IsNullOrWhiteSpace(request.HttpContext.RequestServices.GetRequiredService<IConfiguration>()["AllowedHosts"]);
}
