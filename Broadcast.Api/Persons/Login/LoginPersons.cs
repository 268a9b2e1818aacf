using Broadcast.Api.Data;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Persons.Login;

/// <summary>
/// Finds the person of a login, or makes one. A login is a contact, like a telephone: it belongs to one person for good, and who goes to it with a
/// person's ticket links it. Only the first time and without a ticket is it a person of its own, who has the id that a token of that issuer has.
/// </summary>
internal sealed class LoginPersons(IDbContextFactory<FestivalDb> databases, ContactKey key, TimeProvider time)
{
    /// <param name="login">Who has logged in, under the id that a token of that issuer has.</param>
    /// <param name="linking">The person who went to the login; null for somebody who was none.</param>
    /// <param name="cancellation">Ends the wait for the database.</param>
    public async Task<Result<KnownPerson>> FindOrMakeAsync(LinkingPerson login, LinkingPerson? linking, CancellationToken cancellation)
    {
        try
        {
            return await OnceAsync(login, linking, cancellation);
        }
        catch (DbUpdateException)
        {
            // Another tab has made the same person at the same moment, so the second attempt finds it. A database that is away fails again.
            return await OnceAsync(login, linking, cancellation);
        }
    }

    private async Task<Result<KnownPerson>> OnceAsync(LinkingPerson login, LinkingPerson? linking, CancellationToken cancellation)
    {
        var id = key.OfIssuer(login.Issuer!, login.Subject!);
        await using var database = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await database.BeginTurnAsync($"contact:{id}", cancellation);
        var contact = await database.Contacts.SingleOrDefaultAsync(contact => contact.Id == id, cancellation);
        var owner = contact?.PersonId ?? await OwnAsync(database, login.Id, cancellation);
        if (owner is not null && linking is not null && owner != linking.Id)
            return ViewerErrors.Taken;
        if (owner is null && linking is not null && !await OwnProof.SufficesAsync(database, linking.Id, linking.Proof, cancellation))
            return ViewerErrors.Weak;

        var whose = owner ?? linking?.Id ?? login.Id;
        var person = await database.Persons.SingleOrDefaultAsync(person => person.Id == whose, cancellation);
        if (person is null)
            database.Add(person = (linking ?? login).ToPerson(time.GetUtcNow()));
        if (contact is null)
            database.Add(new Contact { Id = id, PersonId = whose, Proof = Proof.Issuer, Since = time.GetUtcNow() });
        await database.SaveChangesAsync(cancellation);

        await transaction.CommitAsync(cancellation);
        return KnownPerson.Of(person);
    }

    /// <summary>The person that has the login's own id, made by a token of that issuer or by an older build; null when there is none.</summary>
    private static async Task<ViewerId?> OwnAsync(FestivalDb database, ViewerId own, CancellationToken cancellation) =>
        await database.Persons.AnyAsync(person => person.Id == own, cancellation) ? own : null;
}
