using System.Security.Claims;
using Broadcast.Api.Data;
using Broadcast.Api.Idempotency;
using Broadcast.Api.Spine;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Claims;

/// <summary>Claims for those who ship the prizes, and for those who look after them.</summary>
internal static class ClaimEndpoints
{
    private const int Page = 50;
    private const int LargestPage = 200;

    public static void MapClaims(this IEndpointRouteBuilder routes)
    {
        var claims = routes.MapGroup("/api/v1/claims").WithTags("Prizes");
        claims.MapGet("/", ListAsync).WithName("ListClaims").RequireAuthorization(ClaimsModule.ListPolicy)
            .WithSummary("The claims without names and addresses, the oldest first, page by page. Shippers, operators and auditors.")
            .WithDescription("`state` is `claimed`, `shipped` or `withdrawn`; `after` is the `next` of the page before.");
        claims.MapGet("/{id}", ReadAsync).WithName("ReadClaim").RequireAuthorization(Roles.Shipper)
            .WithSummary("A claim with name, telephone and address. Each call is noted. Shippers.");
        claims.MapPost("/{id}/shipped", ShipAsync).WithName("ShipClaim").RequireAuthorization(Roles.Shipper).TakesIdempotencyKey()
            .WithSummary("Notes by which carrier a prize goes. Shippers.").WithDescription("The address is erased `Claims:Kept` later.");
        claims.MapGet("/{id}/reads", ReadsAsync).WithName("ListClaimReads").RequireAuthorization(StaffPolicies.Audit)
            .WithSummary("Who has read a claim's address, and when. Operators and auditors.");
        claims.MapDelete("/{id}", EraseAsync).WithName("EraseClaim").RequireAuthorization(Roles.Operator)
            .WithSummary("Erases name, telephone and address of a claim, for good. Operators.");
    }

    private static async Task<Results<Ok<ClaimPage>, ProblemHttpResult>> ListAsync(
        [AsParameters] ClaimQuery query, FestivalDb database, CancellationToken cancellation)
    {
        if (query.State is { } named && !ClaimStates.All.Contains(named, StringComparer.Ordinal))
            return ClaimErrors.State.ToProblem();
        var cursor = query.After is { } after ? TimeCursor.Read(after) : null;
        if (query.After is not null && cursor is null)
            return ClaimErrors.Page.ToProblem();

        var claims = ClaimEntry.All(database);
        if (query.State is { } state)
            claims = claims.Where(claim => claim.State == state);
        if (cursor is { At: var at, Id: var id })
            claims = claims.Where(claim => claim.At > at || (claim.At == at && string.Compare(claim.Id, id) > 0));
        var size = Math.Clamp(query.Limit ?? Page, 1, LargestPage);
        var page = await claims.OrderBy(claim => claim.At).ThenBy(claim => claim.Id).Take(size + 1).ToListAsync(cancellation);
        return TypedResults.Ok(new ClaimPage([.. page.Take(size)], page.Count > size ? new TimeCursor(page[size - 1].At, page[size - 1].Id).ToString() : null));
    }

    private static async Task<Results<Ok<OpenClaim>, ProblemHttpResult>> ReadAsync(string id, ClaimsPrincipal user, ClaimBook book, CancellationToken cancellation)
    {
        var read = await book.ReadAsync(id, Caller.From(user)!, cancellation);
        return read.Failed ? read.Error.ToProblem() : TypedResults.Ok(read.Value);
    }

    private static async Task<Results<Ok<ClaimEntry>, ProblemHttpResult>> ShipAsync(
        string id, ShippedBody body, ClaimsPrincipal user, FestivalDb database, ClaimBook book, CancellationToken cancellation)
    {
        var shipment = body.Read();
        if (shipment.Failed)
            return shipment.Error.ToProblem();

        var shipped = await book.ShipAsync(database, id, shipment.Value, Shipper.OfStaff(Caller.From(user)!.Id), cancellation);
        return shipped.Failed ? shipped.Error.ToProblem() : TypedResults.Ok(shipped.Value);
    }

    private static async Task<Results<Ok<ClaimReads>, ProblemHttpResult>> ReadsAsync(string id, FestivalDb database, CancellationToken cancellation)
    {
        if (!await database.Claims.AnyAsync(claim => claim.Id == id, cancellation))
            return ClaimErrors.NotFound.ToProblem();

        var reads = await database.ClaimReads.AsNoTracking().Where(read => read.ClaimId == id).OrderByDescending(read => read.At).Take(LargestPage)
            .Select(read => new ClaimReadView(read.At, read.By, read.ByName)).ToListAsync(cancellation);
        return TypedResults.Ok(new ClaimReads(reads));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> EraseAsync(string id, ClaimErasure erasure, CancellationToken cancellation)
    {
        var erased = await erasure.OfClaimAsync(id, cancellation);
        return erased.Failed ? erased.Error.ToProblem() : TypedResults.NoContent();
    }
}
