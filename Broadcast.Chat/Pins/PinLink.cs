namespace Broadcast.Chat.Pins;

/// <summary>Where a pin's card may lead.</summary>
internal static class PinLink
{
    /// <summary>Absolute http(s), or a path on this host; nothing that a browser could take for a script or another host.</summary>
    public static bool IsSafe(string url) =>
        !url.Any(char.IsControl)
        && (IsLocal(url) || (Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)));

    private static bool IsLocal(string url) => url is ['/'] or ['/', not ('/' or '\\'), ..];
}
