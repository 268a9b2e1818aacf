using Broadcast.Chat.Spine.Settings;

namespace Broadcast.Api.Hosting;

/// <summary>Other sites whose pages may call the API and the hub. Pages of any site may play media.</summary>
public sealed record OriginOptions
{
    public const string Section = "Cors";

    /// <summary>Such as <c>https://shop.example</c>: scheme, host and port, nothing else.</summary>
    [Origin]
    public IReadOnlyList<string> Origins { get; init; } = [];
}
