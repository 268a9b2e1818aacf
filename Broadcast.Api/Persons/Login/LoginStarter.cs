using System.Collections.Frozen;
using System.Security.Claims;
using Broadcast.Chat.Spine.Tokens;

namespace Broadcast.Api.Persons.Login;

/// <summary>The person who went to the login, as their ticket named them: the login is linked to them, and their sign-in goes on.</summary>
/// <param name="Person">Who it is, and what they had proved.</param>
/// <param name="Session">The <c>sid</c> of their ticket; null with a token of an issuer.</param>
/// <param name="SiteSession">The session of the village site that had signed them in; null for others.</param>
/// <param name="SignedInAt">When they signed in with us, Unix seconds.</param>
/// <param name="IssuedAt">When the ticket was issued, Unix seconds.</param>
internal sealed record LoginStarter(LinkingPerson Person, string? Session, string? SiteSession, long? SignedInAt, long? IssuedAt)
{
    /// <summary>Null for callers who are no persons.</summary>
    public static LoginStarter? Of(ClaimsPrincipal user) =>
        LinkingPerson.Of(user) is { } person && Caller.From(user) is { } caller
            ? new LoginStarter(person, caller.Session, caller.SiteSession, caller.SignedInAt, caller.IssuedAt)
            : null;

    public Caller ToCaller() => new()
    {
        Id = Person.Id,
        Name = Person.Name,
        Kind = CallerKind.Person,
        Roles = FrozenSet<string>.Empty,
        Stages = FrozenSet<string>.Empty,
        Proof = Person.Proof,
        Session = Session,
        SiteSession = SiteSession,
        SignedInAt = SignedInAt,
        IssuedAt = IssuedAt,
    };
}
