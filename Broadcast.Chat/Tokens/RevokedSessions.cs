using Broadcast.Chat.Facts;

namespace Broadcast.Chat.Tokens;

/// <summary>Sessions that were ended before their tokens expire, as the facts say.</summary>
internal sealed class RevokedSessions(FactsReader facts, TimeProvider time)
{
    public bool Contains(string session) => facts.Current.IsRevoked(session);

    /// <summary>True when the caller's token has ended since it was verified, by its time or by its session.</summary>
    public bool HasEnded(Caller caller) =>
        (caller.Session is { } session && Contains(session)) || caller.ExpiresAt <= time.GetUtcNow().ToUnixTimeSeconds();
}
