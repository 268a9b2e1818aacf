using System.Diagnostics.CodeAnalysis;

namespace Broadcast.Api.Catalog.Pictures;

/// <summary>The links to uploaded pictures. What is behind one never changes.</summary>
internal static class PictureLink
{
    /// <summary>Pixels: the widths in which a picture is kept. One that is less wide is kept as it is.</summary>
    public const int Small = 320;

    /// <inheritdoc cref="Small"/>
    public const int Medium = 800;

    /// <inheritdoc cref="Small"/>
    public const int Large = 1600;

    private const string Root = "/media/pictures/";

    public static string Of(string id) => Of(id, Medium);

    public static string Of(string id, int width) => $"{Root}{id}/{width}.webp";

    public static bool Is([NotNullWhen(true)] string? link) => link?.StartsWith(Root, StringComparison.Ordinal) == true;
}
