using Broadcast.Api.Data;
using Broadcast.Api.Hosting;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Errors;
using Broadcast.Chat.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.VillageSites;

/// <summary>Where a device gets its tickets.</summary>
internal static class SiteTicketEndpoint
{
    /// <summary>The limit of tickets per address.</summary>
    public const string Limit = "site-tickets";

    /// <summary>Longer is no key.</summary>
    private const int LongestKey = 100;

    public static void MapSiteTickets(this IEndpointRouteBuilder sites) =>
        sites.MapPost("/ticket", TakeAsync).WithName("TakeSiteTicket").WithSummary("A village site's ticket, for its device key.")
            .WithDescription("The ticket lives for `Sites:TicketLifetime`; a device gets the next one in time and gives it to `Refresh` on the hub.")
            .RequireRateLimiting(Limit).WithMetadata(new LimitError(VillageSiteErrors.TooManyTickets));

    private static async Task<Results<Ok<SiteTicket>, ProblemHttpResult>> TakeAsync(
        DeviceKeyGiven body, FestivalDb database, TokenSigner tokens, IOptions<VillageSiteOptions> options, TimeProvider time, HttpResponse response,
        CancellationToken cancellation)
    {
        if (body.DeviceKey is not { Length: > 0 and <= LongestKey } key)
            return VillageSiteErrors.Refused.ToProblem();

        // By its digest: how long the look-up takes tells nothing about the key.
        var digest = DeviceKey.DigestOf(key);
        if (await database.VillageSites.AsNoTracking().SingleOrDefaultAsync(site => site.KeyDigest == digest, cancellation) is not { } site)
            return VillageSiteErrors.Refused.ToProblem();

        var subject = new TokenSubject($"{TokenSubject.SitePrefix}{site.Id}", site.Name, [], [], site.KeySession)
        {
            Place = new SitePlace(site.Province, site.County, site.Village),
        };
        var lifetime = options.Value.TicketLifetime;
        response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new SiteTicket(tokens.Sign(subject, lifetime), ViewerId.Parse(subject.Id), VillageSiteView.Of(site), time.GetUtcNow() + lifetime));
    }
}
