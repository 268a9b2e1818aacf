using Broadcast.Chat.Spine.Settings;

namespace Broadcast.Api.Catalog.Pictures;

/// <summary>Settings of uploaded pictures.</summary>
public sealed record PictureOptions
{
    public const string Section = "Pictures";

    /// <summary>Bytes of the largest file.</summary>
    [Between(1024, 100 * 1024 * 1024)]
    public int Largest { get; init; } = 10 * 1024 * 1024;

    /// <summary>Uploads that a process takes at once; they are decoded one after the other, and the next ones are refused.</summary>
    [Between(1, 100)]
    public int AtOnce { get; init; } = 8;
}
