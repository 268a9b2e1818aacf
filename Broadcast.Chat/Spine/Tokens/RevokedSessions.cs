using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Facts;

namespace Broadcast.Chat.Spine.Tokens;

/// <summary>The sessions of our own tokens, and the tokens of persons, that the facts list as ended before they expire.</summary>
internal sealed class RevokedSessions(FactsReader facts, TimeProvider time)
{
    public bool Contains(string session) => facts.Current.IsRevoked(session);

    /// <summary>True when the tokens that this person got until some moment were revoked, and this one is among them.</summary>
    /// <param name="person">The person.</param>
    /// <param name="issuedAt">The token's <c>iat</c>, Unix seconds. A token without one may be as old as any, and so may one that claims to be of the future.</param>
    public bool Contains(ViewerId person, long? issuedAt) =>
        facts.Current.RevokedUntil(person) is { } until
        && (issuedAt is not { } at || at <= until || at > time.GetUtcNow().ToUnixTimeSeconds() + TokenTimes.Leeway);

    /// <summary>True when the caller's token has expired, or was revoked, since it was verified.</summary>
    public bool HasEnded(Caller caller) =>
        (caller.Session is { } session && Contains(session))
        || (caller.SiteSession is { } site && Contains(site))
        || (caller.Kind == CallerKind.Person && Contains(caller.Id, caller.IssuedAt))
        || caller.AcceptedUntil <= time.GetUtcNow().ToUnixTimeSeconds();
}
