namespace Broadcast.Api.Shops;

/// <summary>
/// Where a shop's server takes messages. Whether a name leads to this machine or its network is seen when a connection is made
/// (<see cref="GuardedConnection"/>); what is wrong to the eye is refused at once.
/// </summary>
internal static class ShopUrl
{
    public const int Longest = 500;

    /// <summary>The address; null when nothing may be sent there.</summary>
    /// <param name="text">An absolute https address without user and password.</param>
    /// <param name="allowLocal"><see cref="ShopOptions.AllowLocal"/>: http as well.</param>
    public static Uri? Read(string? text, bool allowLocal) =>
        text is { Length: > 0 and <= Longest } && Uri.TryCreate(text, UriKind.Absolute, out var address) && address.UserInfo.Length == 0 && address.Host.Length > 0
            && (address.Scheme == Uri.UriSchemeHttps || (allowLocal && address.Scheme == Uri.UriSchemeHttp))
            ? address : null;
}
