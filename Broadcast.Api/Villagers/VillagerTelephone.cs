using System.Net;
using Broadcast.Api.Data;
using Broadcast.Api.Persons;
using Broadcast.Api.Spine;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Villagers;

/// <summary>
/// Finds or makes the person of a villager's telephone, by a code that was sent to it. The code is used up only when the name can be given: who is
/// refused for it tries another name with the same code.
/// </summary>
internal sealed class VillagerTelephone(FestivalDb database, ContactKey key, SignInCodes codes, PersonSignIn persons, VillagerNames names, ApiRefusals refusals)
{
    /// <param name="site">The site.</param>
    /// <param name="name">A name that <see cref="VillagerNames.Read"/> has accepted.</param>
    /// <param name="body">Has the challenge and the code.</param>
    /// <param name="address">Who tries the code.</param>
    /// <param name="cancellation">Ends the wait for the database.</param>
    public async Task<Result<ViewerId>> ProveAsync(SiteId site, string name, NewVillager body, IPAddress? address, CancellationToken cancellation)
    {
        if (!key.IsSet)
            return ViewerErrors.Unavailable;
        var proved = await codes.TryAsync(body.Challenge, body.Code, address, cancellation);
        if (proved.Failed)
            return refusals.Refuse(address, "A sign-in with a code", proved.Error);
        // A mailbox is read anywhere; the telephone is in the hands of who stands at the screen.
        if (proved.Value.Proof != Proof.Telephone)
            return VillagerErrors.Telephone;

        var known = await database.Contacts.AsNoTracking().SingleOrDefaultAsync(contact => contact.Id == proved.Value.Contact, cancellation);
        if (await names.JudgeAsync(site, name, known?.PersonId, cancellation) is { } error)
            return error;
        var person = await persons.SignInAsync(proved.Value, linking: null, new GivenNames(Chosen: null, AsGuest: name), cancellation);
        return person.Failed ? person.Error : person.Value.Id;
    }
}
