using System.Diagnostics.CodeAnalysis;

namespace Broadcast.Api.Catalog;

/// <summary>
/// Checks the links of a product card: an http or https address, or a path on this host. Refuses scripts, and paths that browsers read as
/// another host ("//evil", "/\evil").
/// </summary>
internal static class Link
{
    private const int Longest = 500;

    public static bool IsWelcome([NotNullWhen(true)] string? text) =>
        text is { Length: > 0 and <= Longest } && text.All(letter => letter is > ' ' and not '\\' and not '\u007f' && !char.IsControl(letter))
        && (text[0] == '/' ? text.Length == 1 || text[1] != '/' : IsWeb(text));

    private static bool IsWeb(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps) && uri.UserInfo.Length == 0;
}
