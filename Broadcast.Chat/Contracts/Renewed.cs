namespace Broadcast.Chat.Contracts;

/// <summary>The answer to <see cref="IRoomHub.Refresh"/>.</summary>
public sealed record Renewed
{
    /// <summary>When the new token expires, Unix milliseconds; null when it never does.</summary>
    public required long? ExpiresAt { get; init; }
}
