using System.Security.Claims;
using Broadcast.Api.Data;
using Broadcast.Api.Persons;
using Broadcast.Api.Spine;
using Broadcast.Api.VillageSites;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Villagers;

/// <summary>The villagers of a site: named by its device or an operator, and signed in by the device.</summary>
internal static class VillagerEndpoints
{
    public static void MapVillagers(this IEndpointRouteBuilder routes)
    {
        var villagers = routes.MapGroup("/api/v1/sites/{site}/villagers").WithTags("Village sites").RequireAuthorization();
        villagers.MapGet("/", ListAsync).WithName("ListVillagers").WithSummary("The villagers whom a site signs in. The site's device, with its ticket, and operators.");
        villagers.MapPost("/", NameAsync).WithName("NameVillager").WithSummary("Names a villager, who may win from then on. The site's device, with its ticket, and operators.")
            .WithDescription("With `challenge` and `code` of a code that was sent to the villager's telephone (`POST /api/v1/viewers/codes`), they are the person of that telephone, at every site and at home; without, a person of this site alone. A person is a villager of a site once: naming them again renames them. A name that is refused leaves the code for another one.")
            .RequireRateLimiting(ViewerEndpoints.Limit).WithMetadata(new LimitError(ViewerErrors.TooMany));
        villagers.MapPut("/{id}", RenameAsync).WithName("RenameVillager").WithSummary("Gives a villager another name; their next ticket says so. The site's device, with its ticket, and operators.");
        villagers.MapDelete("/{id}", RetireAsync).WithName("RetireVillager").WithSummary("Ends a villager's tickets; the site signs them in no more. The site's device, with its ticket, and operators.");
        villagers.MapPost("/{id}/tickets", SignInAsync).WithName("SignInVillager").WithSummary("A villager's ticket, for the site's device alone, with its ticket.")
            .WithDescription("A person's ticket with the proof `villager`, for 30 minutes. It ends with the site's device key.")
            .RequireRateLimiting(SiteTicketEndpoint.Limit).WithMetadata(new LimitError(VillageSiteErrors.TooManyTickets));
    }

    private static async Task<Results<Ok<VillagerList>, ProblemHttpResult>> ListAsync(
        SiteId site, ClaimsPrincipal user, SiteAccess access, FestivalDb database, CancellationToken cancellation)
    {
        var known = await access.Async(site, user, cancellation);
        if (known.Failed)
            return known.Error.ToProblem();

        var villagers = await database.Villagers.AsNoTracking().Where(villager => villager.SiteId == site && villager.RetiredAt == null)
            .OrderBy(villager => villager.Name).ToListAsync(cancellation);
        return TypedResults.Ok(new VillagerList([.. villagers.Select(VillagerView.Of)], VillagerNames.Most));
    }

    private static async Task<Results<Created<VillagerView>, ProblemHttpResult>> NameAsync(
        SiteId site, NewVillager body, ClaimsPrincipal user, SiteAccess access, VillagerNames names, VillagerTelephone telephone, HttpContext context,
        CancellationToken cancellation)
    {
        var known = await access.Async(site, user, cancellation);
        if (known.Failed)
            return known.Error.ToProblem();
        var name = names.Read(body.Name);
        if (name.Failed)
            return name.Error.ToProblem();

        ViewerId? person = null;
        if (body.Challenge is not null || body.Code is not null)
        {
            var proved = await telephone.ProveAsync(site, name.Value, body, context.Connection.RemoteIpAddress, cancellation);
            if (proved.Failed)
                return proved.Error.ToProblem();
            person = proved.Value;
        }

        var villager = await names.AddAsync(site, name.Value, person, cancellation);
        return villager.Failed
            ? villager.Error.ToProblem()
            : TypedResults.Created($"/api/v1/sites/{site}/villagers/{villager.Value.Id}", VillagerView.Of(villager.Value));
    }

    private static async Task<Results<Ok<VillagerView>, ProblemHttpResult>> RenameAsync(
        SiteId site, string id, VillagerName body, ClaimsPrincipal user, SiteAccess access, VillagerNames names, FestivalDb database, CancellationToken cancellation)
    {
        var known = await access.Async(site, user, cancellation);
        if (known.Failed)
            return known.Error.ToProblem();
        var name = names.Read(body.Name);
        if (name.Failed)
            return name.Error.ToProblem();

        await using var transaction = await database.BeginTurnAsync($"site:{site}", cancellation);
        if (await names.ClosedAsync(site, cancellation) is { } closed)
            return closed.ToProblem();
        if (await FindAsync(database, site, id, cancellation) is not { } villager)
            return VillagerErrors.Unknown.ToProblem();
        if (await names.IsTakenAsync(site, name.Value, villager.Id, cancellation))
            return VillagerErrors.Exists.ToProblem();

        villager.Name = name.Value;
        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return TypedResults.Ok(VillagerView.Of(villager));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RetireAsync(
        SiteId site, string id, ClaimsPrincipal user, SiteAccess access, FestivalDb database, TimeProvider time, CancellationToken cancellation)
    {
        var known = await access.Async(site, user, cancellation);
        if (known.Failed)
            return known.Error.ToProblem();

        await using var transaction = await database.BeginTurnAsync($"site:{site}", cancellation);
        if (await FindAsync(database, site, id, cancellation) is not { } villager)
            return VillagerErrors.Unknown.ToProblem();

        var now = time.GetUtcNow();
        database.Add(new EndedPersonSession { Id = villager.Session, ExpiresAt = now + SiteKeys.VillagerTicketLifetime });
        villager.RetiredAt = now;
        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<VillagerTicket>, ProblemHttpResult>> SignInAsync(
        SiteId site, string id, ClaimsPrincipal user, SiteAccess access, FestivalDb database, TokenSigner tokens, TimeProvider time, CancellationToken cancellation)
    {
        var own = await access.OwnAsync(site, user, cancellation);
        if (own.Failed)
            return own.Error.ToProblem();
        if (await FindAsync(database, site, id, cancellation) is not { } villager)
            return VillagerErrors.Unknown.ToProblem();

        var (now, lifetime) = (time.GetUtcNow(), SiteKeys.VillagerTicketLifetime);
        var subject = new TokenSubject(villager.PersonId.Value, villager.Name, [], [], villager.Session)
        {
            Proof = Proof.Villager,
            SignedInAt = now.ToUnixTimeSeconds(),
            SiteSession = own.Value.KeySession,
            SiteName = own.Value.Name,
        };
        return TypedResults.Ok(new VillagerTicket(tokens.Sign(subject, lifetime), villager.PersonId, now + lifetime, villager.Name, Proof.Villager.Word(), own.Value.Name));
    }

    private static Task<Villager?> FindAsync(FestivalDb database, SiteId site, string id, CancellationToken cancellation) =>
        database.Villagers.SingleOrDefaultAsync(villager => villager.Id == id && villager.SiteId == site && villager.RetiredAt == null, cancellation);
}
