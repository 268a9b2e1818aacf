using Broadcast.Api.Data;
using Broadcast.Api.Idempotency;
using Broadcast.Api.Spine;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.VillageSites;

internal static class VillageSiteEndpoints
{
    private const int Page = 100;
    private const int LargestPage = 500;

    /// <summary>The last code point: what begins with a name is not after the name with this behind it.</summary>
    private const string LastLetter = "\U0010FFFF";

    /// <summary>Name of the turn in which sites are added.</summary>
    public const string Turn = "sites";

    public static void MapVillageSites(this IEndpointRouteBuilder routes)
    {
        var sites = routes.MapGroup("/api/v1/sites").WithTags("Village sites");
        sites.MapSiteTickets();
        sites.MapGet("/", ListAsync).WithName("ListSites").RequireAuthorization(StaffPolicies.Audit)
            .WithSummary("The village sites in the order of their ids, page by page. Operators and auditors.")
            .WithDescription("`name` keeps the sites whose name begins with it.");
        var operators = sites.MapGroup("/").RequireAuthorization(Roles.Operator);
        operators.MapPost("/", CreateAsync).WithName("CreateSite").TakesIdempotencyKey(secret: true)
            .WithSummary("Adds a village site. The answer shows its device key, which is shown nowhere else. Operators.");
        operators.MapSiteUpload();
        operators.MapPut("/{id}", ReplaceAsync).WithName("ReplaceSite").WithSummary("Replaces a site's name and place; its next ticket says so. Operators.");
        operators.MapDelete("/{id}", RemoveAsync).WithName("RemoveSite").WithSummary("Removes a site with its villagers, and ends its key and tickets. Operators.");
        operators.MapPost("/{id}/key", RotateAsync).WithName("RotateDeviceKey").TakesIdempotencyKey(secret: true)
            .WithSummary("Makes a new device key, shown here and nowhere else; the old one and its tickets are refused from then on. Operators.");
        operators.MapDelete("/{id}/key", RevokeAsync).WithName("RevokeDeviceKey").WithSummary("Ends a site's device key and its tickets. Operators.");
    }

    private static async Task<Ok<VillageSitePage>> ListAsync(FestivalDb database, SiteId? after, string? name, int? limit, CancellationToken cancellation)
    {
        var size = Math.Clamp(limit ?? Page, 1, LargestPage);
        var sites = database.VillageSites.AsNoTracking();
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
        SiteDraft body, FestivalDb database, IOptions<VillageSiteOptions> options, TimeProvider time, HttpResponse response, CancellationToken cancellation)
    {
        var key = DeviceKey.Make();
        var read = body.Read(key, time.GetUtcNow());
        if (read.Failed)
            return read.Error.ToProblem();

        await using var transaction = await database.BeginTurnAsync(Turn, cancellation);
        if (await database.VillageSites.CountAsync(cancellation) >= options.Value.Most)
            return VillageSiteErrors.TooMany(options.Value.Most).ToProblem();

        database.Add(read.Value);
        if (!await database.SaveUnlessTakenAsync<VillageSite>(cancellation))
            return VillageSiteErrors.Exists(read.Value.Id).ToProblem();
        await transaction.CommitAsync(cancellation);
        response.Headers.CacheControl = "no-store";
        return TypedResults.Created($"/api/v1/sites/{read.Value.Id}", new DeviceKeyShown(read.Value.Id, key.Text));
    }

    private static async Task<Results<Ok<VillageSiteView>, ProblemHttpResult>> ReplaceAsync(
        SiteId id, SiteDraft body, FestivalDb database, TimeProvider time, CancellationToken cancellation)
    {
        var read = (body with { Id = id.Value }).Read(DeviceKey.Make(), time.GetUtcNow());
        if (read.Failed)
            return read.Error.ToProblem();
        await using var transaction = await database.BeginTurnAsync($"site:{id}", cancellation);
        if (await FindAsync(database, id, cancellation) is not { } site)
            return VillageSiteErrors.Unknown(id).ToProblem();

        (site.Name, site.Village, site.County, site.Province) = (read.Value.Name, read.Value.Village, read.Value.County, read.Value.Province);
        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return TypedResults.Ok(VillageSiteView.Of(site));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(SiteId id, FestivalDb database, SiteKeys keys, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginTurnAsync($"site:{id}", cancellation);
        if (await FindAsync(database, id, cancellation) is not { } site)
            return VillageSiteErrors.Unknown(id).ToProblem();

        await keys.EndAsync(site, next: null, cancellation);
        database.Remove(site);
        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<DeviceKeyShown>, ProblemHttpResult>> RotateAsync(
        SiteId id, FestivalDb database, SiteKeys keys, HttpResponse response, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginTurnAsync($"site:{id}", cancellation);
        if (await FindAsync(database, id, cancellation) is not { } site)
            return VillageSiteErrors.Unknown(id).ToProblem();

        var key = DeviceKey.Make();
        await keys.EndAsync(site, key, cancellation);
        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new DeviceKeyShown(id, key.Text));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RevokeAsync(SiteId id, FestivalDb database, SiteKeys keys, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginTurnAsync($"site:{id}", cancellation);
        if (await FindAsync(database, id, cancellation) is not { } site)
            return VillageSiteErrors.Unknown(id).ToProblem();

        await keys.EndAsync(site, next: null, cancellation);
        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return TypedResults.NoContent();
    }

    private static Task<VillageSite?> FindAsync(FestivalDb database, SiteId id, CancellationToken cancellation) =>
        database.VillageSites.SingleOrDefaultAsync(site => site.Id == id, cancellation);
}
