using Broadcast.Api.Data;
using Broadcast.Api.Idempotency;
using Broadcast.Api.Spine;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.VillageSites;

internal static class VillageSiteEndpoints
{
    private const int Page = 100;
    private const int LargestPage = 500;

    /// <summary>The last code point: what begins with a name is not after the name with this behind it.</summary>
    private const string LastLetter = "\U0010FFFF";

    public static void MapVillageSites(this IEndpointRouteBuilder routes)
    {
        var sites = routes.MapGroup("/api/v1/sites").WithTags("Village sites");
        sites.MapSiteTickets();
        sites.MapGet("/", ListAsync).WithName("ListSites").RequireAuthorization(StaffPolicies.Audit)
            .WithSummary("The village sites in the order of their ids, page by page. Operators and auditors.")
            .WithDescription("`name` keeps the sites whose name begins with it. `retired=true` lists those that are retired instead.");
        var operators = sites.MapGroup("/").RequireAuthorization(Roles.Operator);
        operators.MapPost("/", CreateAsync).WithName("CreateSite").TakesIdempotencyKey(secret: true)
            .WithSummary("Adds a village site. The answer shows its device key, which is shown nowhere else. Operators.");
        operators.MapSiteUpload();
        operators.MapPut("/{id}", PutAsync).WithName("ReplaceSite").WithSummary("Replaces a site's name and place; its next ticket says so. Operators.")
            .WithDescription("`revision` names the site that was changed; 409 `site.conflict` says, with the present `site`, that somebody else has changed it meanwhile.");
        operators.MapPost("/{id}/retire", RetireAsync).WithName("RetireSite").WithSummary("Retires a site: its key and tickets end. Its villagers and what they have won stay. Operators.");
        operators.MapPost("/{id}/restore", RestoreAsync).WithName("RestoreSite").WithSummary("Offers a retired site again. Its former key stays refused: make a new one. Operators.");
        operators.MapDelete("/{id}", RemoveAsync).WithName("RemoveSite").WithSummary("Retires a site that has no villagers yet. Operators.")
            .WithDescription("409 `site.used` where it has some: retire it. The id stays taken either way, because bans, results and the audit name the site by it.");
        operators.MapPost("/{id}/key", RotateAsync).WithName("RotateDeviceKey").TakesIdempotencyKey(secret: true)
            .WithSummary("Makes a new device key, shown here and nowhere else; the old one and its tickets are refused from then on. Operators.");
        operators.MapDelete("/{id}/key", RevokeAsync).WithName("RevokeDeviceKey").WithSummary("Ends a site's device key and its tickets. Operators.");
    }

    private static async Task<Ok<VillageSitePage>> ListAsync(FestivalDb database, SiteId? after, string? name, bool? retired, int? limit, CancellationToken cancellation)
    {
        var size = Math.Clamp(limit ?? Page, 1, LargestPage);
        var isRetired = retired == true;
        var sites = database.VillageSites.AsNoTracking().Where(site => site.RetiredAt != null == isRetired);
        if (after is { } last)
            sites = sites.Where(site => string.Compare((string)(object)site.Id, last.Value) > 0);
        if (!string.IsNullOrEmpty(name))
        {
            // Between bounds, and not by LIKE: databases differ in what that takes for equal, and not every one uses the index for it.
            var end = name + LastLetter;
            sites = sites.Where(site => string.Compare(site.Name, name) >= 0 && string.Compare(site.Name, end) < 0);
        }

        var page = await sites.OrderBy(site => site.Id).Take(size + 1).ToListAsync(cancellation);
        return TypedResults.Ok(new VillageSitePage([.. page.Take(size).Select(VillageSiteView.Of)], page.Count > size ? page[size - 1].Id : null));
    }

    private static async Task<Results<Created<DeviceKeyShown>, ProblemHttpResult>> CreateAsync(
        SiteDraft body, SiteWriter sites, HttpResponse response, CancellationToken cancellation)
    {
        var made = await sites.CreateAsync(body, cancellation);
        if (made.Failed)
            return made.Error.ToProblem();

        response.Headers.CacheControl = "no-store";
        return TypedResults.Created($"/api/v1/sites/{made.Value.Id}", made.Value);
    }

    private static Task<Results<Ok<VillageSiteView>, ProblemHttpResult>> PutAsync(SiteId id, SitePut body, SiteWriter sites, CancellationToken cancellation) =>
        sites.PutAsync(id, body, cancellation);

    private static async Task<Results<Ok<VillageSiteView>, ProblemHttpResult>> RetireAsync(SiteId id, SiteWriter sites, CancellationToken cancellation) =>
        Seen(await sites.RetireAsync(id, cancellation));

    private static async Task<Results<Ok<VillageSiteView>, ProblemHttpResult>> RestoreAsync(SiteId id, SiteWriter sites, CancellationToken cancellation) =>
        Seen(await sites.RestoreAsync(id, cancellation));

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(SiteId id, SiteWriter sites, CancellationToken cancellation) =>
        Done(await sites.RemoveAsync(id, cancellation));

    private static async Task<Results<Ok<DeviceKeyShown>, ProblemHttpResult>> RotateAsync(SiteId id, SiteWriter sites, HttpResponse response, CancellationToken cancellation)
    {
        var key = DeviceKey.Make();
        if (await sites.EndKeyAsync(id, key, cancellation) is { } refusal)
            return refusal.ToProblem();

        response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new DeviceKeyShown(id, key.Text));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RevokeAsync(SiteId id, SiteWriter sites, CancellationToken cancellation) =>
        Done(await sites.EndKeyAsync(id, next: null, cancellation));

    private static Results<Ok<VillageSiteView>, ProblemHttpResult> Seen(Result<VillageSiteView> site) => site.Failed ? site.Error.ToProblem() : TypedResults.Ok(site.Value);

    private static Results<NoContent, ProblemHttpResult> Done(Error? refusal) => refusal is null ? TypedResults.NoContent() : refusal.ToProblem();
}
