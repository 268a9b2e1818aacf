using System.Security.Claims;
using Broadcast.Api.Data;
using Broadcast.Api.VillageSites;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Persons;

/// <summary>
/// Finds the person of a proved contact, or makes one. Who brings a person's ticket links the contact to that person, so that the telephone,
/// the mailbox and the shop's login of one human are one; a contact of somebody else stays theirs.
/// </summary>
internal sealed class PersonSignIn(IDbContextFactory<FestivalDb> databases, TimeProvider time)
{
    /// <param name="proved">The challenge whose code was right.</param>
    /// <param name="linking">The person who brings a ticket; null for somebody who brings none.</param>
    /// <param name="names">How the person wants to be called.</param>
    /// <param name="cancellation">Ends the wait for the database.</param>
    public async Task<Result<KnownPerson>> SignInAsync(SignInChallenge proved, LinkingPerson? linking, GivenNames names, CancellationToken cancellation)
    {
        try
        {
            return await OnceAsync(proved, linking, names, cancellation);
        }
        catch (DbUpdateException)
        {
            // Another device proved the same new contact at the same time: its person is there now. A database that is away fails again.
            return await OnceAsync(proved, linking, names, cancellation);
        }
    }

    /// <summary>Null when there is no such person.</summary>
    public async Task<KnownPerson?> FindAsync(ViewerId id, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        return await database.Persons.AsNoTracking().SingleOrDefaultAsync(person => person.Id == id, cancellation) is { } person
            ? KnownPerson.Of(person)
            : null;
    }

    /// <summary>
    /// Whether the sign-in was ended, a villager's with the key of their site, or the person's tokens revoked, as the database says: what goes on
    /// must not depend on facts that are still on their way, because a new ticket would be newer than the revocation.
    /// </summary>
    public async Task<bool> HasEndedAsync(Caller caller, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        var issued = DateTimeOffset.FromUnixTimeSeconds(caller.IssuedAt ?? 0);
        return (caller.Session is { } session && await database.EndedPersonSessions.AnyAsync(ended => ended.Id == session, cancellation))
            || (caller.SiteSession is { } site && await database.EndedSiteKeys.AnyAsync(ended => ended.Id == site, cancellation))
            || await database.PersonRevocations.AnyAsync(revocation => revocation.Viewer == caller.Id.Value && revocation.IssuedBefore >= issued, cancellation);
    }

    private async Task<Result<KnownPerson>> OnceAsync(SignInChallenge proved, LinkingPerson? linking, GivenNames names, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await database.BeginTurnAsync($"contact:{proved.Contact}", cancellation);
        if (!await SignInCodes.TakeAsync(database, proved, cancellation))
            return ViewerErrors.Code;

        var contact = await database.Contacts.SingleOrDefaultAsync(contact => contact.Id == proved.Contact, cancellation);
        if (contact is not null && linking is not null && contact.PersonId != linking.Id)
            return ViewerErrors.Taken;
        if (contact is null && linking is not null && !await OwnProof.SufficesAsync(database, linking.Id, linking.Proof, cancellation))
            return ViewerErrors.Weak;

        var id = contact?.PersonId ?? linking?.Id ?? Caller.NewPersonId();
        var person = await database.Persons.SingleOrDefaultAsync(person => person.Id == id, cancellation);
        if (person is null)
            database.Add(person = linking?.ToPerson(time.GetUtcNow()) ?? New(id, names));
        if (names.Chosen is { } name)
            person.Name = name;
        if (contact is null)
            database.Add(new Contact { Id = proved.Contact, PersonId = id, Proof = proved.Proof, Since = time.GetUtcNow() });
        await database.SaveChangesAsync(cancellation);

        await transaction.CommitAsync(cancellation);
        return KnownPerson.Of(person);
    }

    private Person New(ViewerId id, GivenNames names) => new() { Id = id, Name = names.AsGuest ?? Caller.NameOf(id), Since = time.GetUtcNow() };
}

/// <param name="Id">The id that rooms know.</param>
/// <param name="Name">The name that is shown.</param>
internal sealed record KnownPerson(ViewerId Id, string Name)
{
    public static KnownPerson Of(Person person) => new(person.Id, person.Name);
}

/// <param name="Chosen">The name to go by from now on; null to keep the present one.</param>
/// <param name="AsGuest">The name under which the viewer was a guest, for somebody who is new; null for others.</param>
internal readonly record struct GivenNames(string? Chosen, string? AsGuest);

/// <summary>A person who proves one more contact.</summary>
/// <param name="Id">The id that rooms know.</param>
/// <param name="Name">The name that is shown.</param>
/// <param name="Issuer">The issuer of their token; null for one of ours.</param>
/// <param name="Subject">Its <c>sub</c>.</param>
/// <param name="Proof">Their <see cref="OwnProof.Of"/>.</param>
internal sealed record LinkingPerson(ViewerId Id, string Name, string? Issuer, string? Subject, Proof Proof)
{
    /// <summary>Null for callers who are no persons.</summary>
    public static LinkingPerson? Of(ClaimsPrincipal user) =>
        Caller.From(user) is not { Kind: CallerKind.Person } caller ? null
        : caller.Session is null ? new LinkingPerson(caller.Id, caller.Name, user.FindFirstValue("iss"), user.FindFirstValue("sub"), OwnProof.Of(caller))
        : new LinkingPerson(caller.Id, caller.Name, Issuer: null, Subject: null, OwnProof.Of(caller));

    /// <summary>A row for a person who has none yet.</summary>
    public Person ToPerson(DateTimeOffset now) => new() { Id = Id, Name = Name, Issuer = Issuer, Subject = Subject, Since = now };
}
