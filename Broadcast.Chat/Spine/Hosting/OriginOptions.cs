using Broadcast.Chat.Spine.Settings;

namespace Broadcast.Chat.Spine.Hosting;

/// <summary>
/// Sites whose pages may call the API and the hub: other sites, and this one under its public name. Pages of any site may play media.
/// </summary>
public sealed record OriginOptions
{
    public const string Section = "Cors";

    /// <summary>Such as <c>https://shop.example</c>: scheme, host and port, nothing else.</summary>
    [Origin]
    public IReadOnlyList<string> Origins { get; init; } = [];
}
