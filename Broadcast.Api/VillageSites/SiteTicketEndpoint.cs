using Broadcast.Api.Data;
using Broadcast.Api.Spine;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.VillageSites;

/// <summary>Issues tickets to the devices of village sites.</summary>
internal static class SiteTicketEndpoint
{
    /// <summary>Name of the rate limit for site tickets per client address.</summary>
    public const string Limit = "site-tickets";

    /// <summary>A longer text cannot be a key.</summary>
    private const int LongestKey = 100;

    public static void MapSiteTickets(this IEndpointRouteBuilder sites) =>
        sites.MapPost("/ticket", IssueAsync).WithName("TakeSiteTicket").WithSummary("A village site's ticket, for its device key.")
            .WithDescription("The ticket lives for `Sites:TicketLifetime`; a device gets the next one in time and gives it to `Refresh` on the hub.")
            .RequireRateLimiting(Limit).WithMetadata(new LimitError(VillageSiteErrors.TooManyTickets));

    private static async Task<Results<Ok<SiteTicket>, ProblemHttpResult>> IssueAsync(
        DeviceKeyGiven body, FestivalDb database, TokenSigner tokens, ApiRefusals refusals, IOptions<VillageSiteOptions> options, TimeProvider time, HttpContext context,
        CancellationToken cancellation)
    {
        if (body.DeviceKey is not { Length: > 0 and <= LongestKey } key)
            return Refused();

        // Looked up by its digest, so that the time of the query reveals nothing about the key.
        var digest = DeviceKey.DigestOf(key);
        if (await database.VillageSites.AsNoTracking().SingleOrDefaultAsync(site => site.KeyDigest == digest, cancellation) is not { } site)
            return Refused();

        var subject = new TokenSubject($"{TokenSubject.SitePrefix}{site.Id}", site.Name, [], [], site.KeySession)
        {
            Location = new SiteLocation(site.Province, site.County, site.Village),
        };
        var lifetime = options.Value.TicketLifetime;
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new SiteTicket(tokens.Sign(subject, lifetime), ViewerId.Parse(subject.Id), VillageSiteView.Of(site), time.GetUtcNow() + lifetime));

        ProblemHttpResult Refused() => refusals.Refuse(context.Connection.RemoteIpAddress, "A site's ticket", VillageSiteErrors.Refused).ToProblem();
    }
}
