using System.Security.Cryptography;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Persons;

/// <summary>Signs the tickets of persons. All tickets of one sign-in carry its <c>sid</c>, by which it can be ended.</summary>
internal sealed class PersonTickets(TokenSigner tokens, IOptions<PersonOptions> options, TimeProvider time)
{
    /// <param name="person">Whose ticket it is.</param>
    /// <param name="session">The sign-in that it continues; null to begin one.</param>
    public PersonTicket Sign(KnownPerson person, string? session)
    {
        var lifetime = options.Value.TicketLifetime;
        var subject = new TokenSubject(person.Id.Value, person.Name, [], [], session ?? $"person-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}") { Proof = person.Proof };
        return new PersonTicket(tokens.Sign(subject, lifetime), person.Id, time.GetUtcNow() + lifetime, person.Name, person.Proof.Word());
    }
}

/// <summary>A person's ticket: a bearer token for the API, and for the hub's <c>access_token</c>.</summary>
/// <param name="Ticket">A JWT.</param>
/// <param name="Viewer">The person's id in rooms, the same at every sign-in.</param>
/// <param name="ExpiresAt">When the ticket expires.</param>
/// <param name="Name">The name that is shown.</param>
/// <param name="Proof">The strongest proof that the person has given: <c>email</c>, <c>telephone</c> or <c>issuer</c>.</param>
internal sealed record PersonTicket(string Ticket, ViewerId Viewer, DateTimeOffset ExpiresAt, string Name, string Proof);
