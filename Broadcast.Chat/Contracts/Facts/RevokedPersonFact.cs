using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Chat.Contracts.Facts;

/// <summary>The tokens that a person got from their issuer until some moment were revoked.</summary>
public sealed record RevokedPersonFact
{
    public required ViewerId Viewer { get; init; }

    /// <summary>Unix seconds: tokens with this <c>iat</c> or an earlier one are refused, and tokens without one.</summary>
    public required long IssuedUntil { get; init; }
}
