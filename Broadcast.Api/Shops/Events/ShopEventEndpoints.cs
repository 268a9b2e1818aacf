using Broadcast.Api.Data;
using Broadcast.Api.Spine;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Shops.Events;

/// <summary>What shops have told, for staff.</summary>
internal static class ShopEventEndpoints
{
    private const int Page = 30;
    private const int LargestPage = 100;

    public static void MapShopEvents(this IEndpointRouteBuilder routes)
    {
        var told = routes.MapGroup("/api/v1/shop-events").WithTags("Shops");
        told.MapGet("/", ListAsync).WithName("ListShopEvents").RequireAuthorization(StaffPolicies.Audit)
            .WithSummary("What shops have told and what became of it, the newest first, page by page. Operators and auditors.")
            .WithDescription("`state` is `waiting`, `done`, `unmatched`, `parked` (given up), or `open` for all that is not done; `before` is the `next` of the page before.");
        told.MapPost("/{id:long}/again", AgainAsync).WithName("RetryShopEvent").RequireAuthorization(Roles.Operator)
            .WithSummary("Carries out once more what went with nothing, or has failed. Operators.");
        told.MapDelete("/{id:long}", DropAsync).WithName("RemoveShopEvent").RequireAuthorization(Roles.Operator)
            .WithSummary("Removes a message that went with nothing, or was given up: it is never carried out. Operators.");
    }

    private static async Task<Results<Ok<ShopEventPage>, ProblemHttpResult>> ListAsync(
        [AsParameters] ShopEventQuery query, FestivalDb database, CancellationToken cancellation)
    {
        if (query.State is { } named && named != ShopEventStates.Open && !ShopEventStates.All.Contains(named, StringComparer.Ordinal))
            return WebhookErrors.State.ToProblem();

        var told = database.ShopEvents.AsNoTracking();
        if (query.State is { } state)
            told = told.Where(row => row.State == state || (state == ShopEventStates.Open && row.State != ShopEventStates.Done));
        if (query.Before is { } before)
            told = told.Where(row => row.Id < before);
        var size = Math.Clamp(query.Limit ?? Page, 1, LargestPage);
        var page = await told.OrderByDescending(row => row.Id).Take(size + 1)
            .Select(row => new ShopEventView(row.Id, row.Shop, row.MessageId, row.Type, row.State, row.At, row.Attempts, row.Reason, row.State == ShopEventStates.Waiting ? row.NextAt : null, row.DoneAt))
            .ToListAsync(cancellation);
        return TypedResults.Ok(new ShopEventPage([.. page.Take(size)], page.Count > size ? page[size - 1].Id : null));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> AgainAsync(
        long id, FestivalDb database, ShopEventBook book, ShopEventWorker worker, CancellationToken cancellation)
    {
        var again = await book.AgainAsync(database, id, cancellation);
        if (again.Failed)
            return again.Error.ToProblem();

        worker.Wake();
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DropAsync(long id, FestivalDb database, CancellationToken cancellation) =>
        await ShopEventBook.DropAsync(database, id, cancellation) is { Failed: true } refused ? refused.Error.ToProblem() : TypedResults.NoContent();
}
