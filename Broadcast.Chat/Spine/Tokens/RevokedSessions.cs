using Broadcast.Chat.Spine.Facts;

namespace Broadcast.Chat.Spine.Tokens;

/// <summary>The sessions that the facts list as ended before their tokens expire.</summary>
internal sealed class RevokedSessions(FactsReader facts, TimeProvider time)
{
    public bool Contains(string session) => facts.Current.IsRevoked(session);

    /// <summary>True when the caller's token has expired, or its session was ended, since the token was verified.</summary>
    public bool HasEnded(Caller caller) =>
        (caller.Session is { } session && Contains(session)) || caller.ExpiresAt <= time.GetUtcNow().ToUnixTimeSeconds();
}
