using Broadcast.Api.Data;
using Broadcast.Api.Spine;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Audit;

/// <summary>Lists who changed what.</summary>
internal static class AuditEndpoints
{
    private const int Page = 50;
    private const int LargestPage = 200;

    public static void MapAudit(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/audit", ListAsync).WithTags("Audit").WithName("ListAuditEntries").RequireAuthorization(StaffPolicies.Audit)
            .WithSummary("Who changed what, when, and from what, the newest first, page by page. Operators and auditors.")
            .WithDescription("`what` and `id` narrow it to a kind of thing, or to one. `before` and `after` of an entry have the fields that changed. `before` of the call is the `next` of the page before.");

    private static async Task<Ok<AuditPage>> ListAsync([AsParameters] AuditQuery query, FestivalDb database, CancellationToken cancellation)
    {
        var size = Math.Clamp(query.Limit ?? Page, 1, LargestPage);
        var entries = database.AuditEntries.AsNoTracking();
        if (query.What is { } what)
            entries = entries.Where(entry => entry.What == what);
        if (query.Id is { } thing)
            entries = entries.Where(entry => entry.Thing == thing);
        if (query.Before is { } earlier)
            entries = entries.Where(entry => entry.Id < earlier);
        var page = await entries.OrderByDescending(entry => entry.Id).Take(size + 1).ToListAsync(cancellation);
        return TypedResults.Ok(new AuditPage([.. page.Take(size).Select(AuditEntryView.Of)], page.Count > size ? page[size - 1].Id : null));
    }
}
