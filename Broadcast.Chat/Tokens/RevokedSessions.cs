using Broadcast.Chat.Facts;

namespace Broadcast.Chat.Tokens;

/// <summary>Sessions that were ended before their tokens expire, as the facts say.</summary>
internal sealed class RevokedSessions(FactsReader facts)
{
    public bool Contains(string session) => facts.Current.IsRevoked(session);
}
