using System.Security.Claims;
using Broadcast.Api.Data;
using Broadcast.Api.VillageSites;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Villagers;

/// <summary>Who may deal with the villagers of a site: its own device, with the site's ticket; and operators, who sign nobody in.</summary>
internal sealed class SiteAccess(FestivalDb database)
{
    /// <summary>The site, for its device and for operators.</summary>
    public Task<Result<VillageSite>> Async(SiteId id, ClaimsPrincipal user, CancellationToken cancellation) => FindAsync(id, user, operators: true, cancellation);

    /// <summary>The site, for its device alone.</summary>
    public Task<Result<VillageSite>> OwnAsync(SiteId id, ClaimsPrincipal user, CancellationToken cancellation) => FindAsync(id, user, operators: false, cancellation);

    private async Task<Result<VillageSite>> FindAsync(SiteId id, ClaimsPrincipal user, bool operators, CancellationToken cancellation)
    {
        var caller = Caller.From(user);
        var own = caller is { Kind: CallerKind.Site } && caller.Id.Value == $"{TokenSubject.SitePrefix}{id}";
        if (!own && !(operators && caller is { Kind: CallerKind.Staff } && caller.Roles.Contains(Roles.Operator)))
            return AccessErrors.Of(user);
        if (await database.VillageSites.AsNoTracking().SingleOrDefaultAsync(site => site.Id == id, cancellation) is not { } site)
            return VillageSiteErrors.Unknown(id);

        // As the database says: a villager's ticket must not be given for a key that has ended, while the facts are still on their way.
        return own && caller!.Session != site.KeySession ? AccessErrors.Required : site;
    }
}
