using Broadcast.Api.Data;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Persons;

/// <summary>
/// What it takes to change what is a person's own, their contacts and where their prizes go: a sign-in that is as strong as what they have proved
/// of themselves. Otherwise whoever reads only their mailbox, or stands at the screen of their village, could have what they won by telephone.
/// </summary>
internal static class OwnProof
{
    /// <summary>What a caller has proved in this sign-in; none for a villager, whom a device signs in that others use too.</summary>
    public static Proof Of(Caller caller) => caller.SiteSession is null ? caller.Proof : Proof.None;

    /// <summary>
    /// Whether a caller may read what is between the person and who sends their prizes: everybody but a villager at a screen that others read too,
    /// who has a way to read it at home.
    /// </summary>
    public static async Task<bool> MayReadAsync(FestivalDb database, Caller caller, CancellationToken cancellation) =>
        caller.SiteSession is null || await SufficesAsync(database, caller.Id, Of(caller), cancellation);

    /// <summary>
    /// Whether this sign-in is as strong as the person's contacts. A person without contacts needs nothing more. A telephone counts as much as a
    /// login: each belongs to one person only.
    /// </summary>
    public static async Task<bool> SufficesAsync(FestivalDb database, ViewerId person, Proof proof, CancellationToken cancellation)
    {
        if (await database.Persons.AnyAsync(known => known.Id == person && known.Issuer != null, cancellation) && !proof.Meets(Proof.Telephone))
            return false;

        var given = await database.Contacts.Where(contact => contact.PersonId == person).Select(contact => contact.Proof).ToListAsync(cancellation);
        return proof.Meets(given.Select(known => known.Meets(Proof.Telephone) ? Proof.Telephone : known).DefaultIfEmpty(Proof.None).Max());
    }
}
