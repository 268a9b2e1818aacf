using System.Security.Cryptography;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Persons;

/// <summary>
/// Signs the tickets of persons. All tickets of one sign-in carry its <c>sid</c>, by which it can be ended, and the moment of the sign-in, after
/// which it ends by itself however often it is renewed. They name the proof that was given in this sign-in, and not what the person has ever given.
/// </summary>
internal sealed class PersonTickets(TokenSigner tokens, IOptions<PersonOptions> options, TimeProvider time)
{
    /// <summary>The first ticket of a new sign-in.</summary>
    public PersonTicket Begin(KnownPerson person, Proof proof) =>
        Sign(person, $"person-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}", time.GetUtcNow(), proof)!;

    /// <summary>The next ticket of a sign-in; null when it is over.</summary>
    /// <param name="person">Whose ticket it is.</param>
    /// <param name="before">The caller whom a ticket of this sign-in names.</param>
    /// <param name="proof">What the person has proved meanwhile; <see cref="Proof.None"/> for nothing new.</param>
    public PersonTicket? Continue(KnownPerson person, Caller before, Proof proof = Proof.None) =>
        // A ticket of an older build does not say when its person signed in.
        Sign(person, before.Session!, DateTimeOffset.FromUnixTimeSeconds(before.SignedInAt ?? before.IssuedAt ?? 0), proof.Meets(before.Proof) ? proof : before.Proof);

    private PersonTicket? Sign(KnownPerson person, string session, DateTimeOffset signedInAt, Proof proof)
    {
        var now = time.GetUtcNow();
        var lifetime = options.Value.TicketLifetime;
        if (signedInAt + options.Value.SignInLifetime - now is var left && left < lifetime)
            lifetime = left;
        if (lifetime <= TimeSpan.Zero)
            return null;

        var subject = new TokenSubject(person.Id.Value, person.Name, [], [], session) { Proof = proof, SignedInAt = signedInAt.ToUnixTimeSeconds() };
        return new PersonTicket(tokens.Sign(subject, lifetime), person.Id, now + lifetime, person.Name, proof.Word());
    }
}

/// <summary>A person's ticket: a bearer token for the API, and for the hub's <c>access_token</c>.</summary>
/// <param name="Ticket">A JWT.</param>
/// <param name="Viewer">The person's id in rooms, the same at every sign-in.</param>
/// <param name="ExpiresAt">When the ticket expires.</param>
/// <param name="Name">The name that is shown.</param>
/// <param name="Proof">The strongest proof that the person has given in this sign-in: <c>email</c>, <c>telephone</c> or <c>issuer</c>.</param>
internal sealed record PersonTicket(string Ticket, ViewerId Viewer, DateTimeOffset ExpiresAt, string Name, string Proof)
{
    /// <summary>Keeps the ticket out of log lines.</summary>
    public override string ToString() => nameof(PersonTicket);
}
