using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Chat.Contracts.Facts;

/// <summary>Another platform that a channel is pushed to, because operators want it so now.</summary>
public sealed record PlatformFact
{
    /// <summary>1-40 characters, the same for its whole life.</summary>
    public required string Id { get; init; }

    public required ChannelId Channel { get; init; }

    /// <summary>
    /// <c>rtmp://</c> or <c>rtmps://</c> with host, application and stream key, sealed with a key that is derived from <c>Tokens:Keys</c>: base64.
    /// Equal URLs of one platform are sealed to equal texts.
    /// </summary>
    public required string SealedUrl { get; init; }
}
