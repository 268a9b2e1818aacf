using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Api.Persons;

/// <summary>Ends the tokens of a person: those of an issuer, or, by the person's id, those of whoever signed in with a code or a login.</summary>
/// <param name="Issuer">The <c>iss</c> of the tokens.</param>
/// <param name="Sub">Their <c>sub</c>.</param>
/// <param name="IssuedBefore">Tokens issued in this second or before are refused; now when left out.</param>
/// <param name="Viewer">The person's id in rooms, in place of the two.</param>
internal sealed record NewRevocation(string? Issuer, string? Sub, DateTimeOffset? IssuedBefore, string? Viewer = null)
{
    /// <summary>Longest issuer and subject, in UTF-16 code units. OpenID Connect allows a subject 255 characters.</summary>
    public const int Longest = 1000;
}

/// <param name="Viewer">The person's id in rooms.</param>
/// <param name="Issuer">The <c>iss</c> of the tokens.</param>
/// <param name="Sub">Their <c>sub</c>.</param>
/// <param name="IssuedBefore">Tokens issued in this second or before are refused, and tokens without <c>iat</c>.</param>
/// <param name="At">When the operator asked for it.</param>
/// <param name="By">The operator.</param>
internal sealed record RevocationView(string Viewer, string Issuer, string Sub, DateTimeOffset IssuedBefore, DateTimeOffset At, ViewerId By)
{
    public static RevocationView Of(PersonRevocation revocation) =>
        new(revocation.Viewer, revocation.Issuer, revocation.Subject, revocation.IssuedBefore, revocation.At, revocation.By);
}

/// <param name="Revocations">In the order of the viewers' ids.</param>
/// <param name="Next">The <c>after</c> of the next page; null on the last page.</param>
internal sealed record RevocationPage(IReadOnlyList<RevocationView> Revocations, string? Next);
