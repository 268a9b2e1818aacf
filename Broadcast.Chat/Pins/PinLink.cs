using System.Text;

namespace Broadcast.Chat.Pins;

/// <summary>Where a pin's card may lead.</summary>
internal static class PinLink
{
    /// <summary>Absolute http(s), or a path on this host; nothing that a browser could take for a script or another host.</summary>
    public static bool IsSafe(string url) =>
        !url.Any(char.IsControl)
        && (IsLocal(url) || (Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)));

    /// <summary>The same link in ASCII, as a header must have it (RFC 9110 10.2.2): a host by its punycode, the rest percent-encoded.</summary>
    public static string InAscii(string url)
    {
        if (Ascii.IsValid(url))
            return url;
        if (!IsLocal(url) && Uri.TryCreate(url, UriKind.Absolute, out var uri))
            return new UriBuilder(uri) { Host = uri.IdnHost }.Uri.AbsoluteUri;
        return string.Concat(url.EnumerateRunes().Select(rune => rune.IsAscii ? rune.ToString() : Uri.EscapeDataString(rune.ToString())));
    }

    private static bool IsLocal(string url) => url is ['/'] or ['/', not ('/' or '\\'), ..];
}
