using System.Diagnostics.CodeAnalysis;

namespace Broadcast.Chat.Contracts.Ids;

/// <summary>The shapes of ids.</summary>
internal static class IdShape
{
    /// <summary>A slug: 1–40 of a–z, 0–9 and '-', beginning with a letter or digit. Safe in paths, keys and hash tags.</summary>
    public static bool IsSlug([NotNullWhen(true)] string? text) =>
        text is { Length: > 0 and <= 40 } && text[0] != '-' && text.AsSpan().IndexOfAnyExcept(SlugChars) < 0;

    /// <summary>A SKU as shops have them: 1–64 of a–z, A–Z, 0–9, '_', '.' and '-'; not "." or "..", which no path can name.</summary>
    public static bool IsSku([NotNullWhen(true)] string? text) =>
        text is { Length: > 0 and <= 64 } and not ("." or "..") && text.AsSpan().IndexOfAnyExcept(SkuChars) < 0;

    /// <summary>A token: 1–128 printable ASCII characters without quotes, braces, slashes or blanks.</summary>
    public static bool IsToken([NotNullWhen(true)] string? text) =>
        text is { Length: > 0 and <= 128 } && text.AsSpan().IndexOfAnyExcept(TokenChars) < 0;

    private static readonly System.Buffers.SearchValues<char> SlugChars =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    private static readonly System.Buffers.SearchValues<char> SkuChars =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-");

    private static readonly System.Buffers.SearchValues<char> TokenChars =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.:@|+~=");
}
