using Broadcast.Api.Audit;
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
            .WithSummary("What shops have told and what became of it, the newest first, page by page; of `open` first what was given up. Operators and auditors.")
            .WithDescription("`state` is `waiting`, `done`, `unmatched`, `parked` (given up), or `open` for all that is not done: what was given up, then the rest, the oldest first. `before` is the `next` of the page before.");
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
        var size = Math.Clamp(query.Limit ?? Page, 1, LargestPage);
        var page = query.State == ShopEventStates.Open
            ? await OpenAsync(told, query.Before, size + 1, cancellation)
            : await Views(Listed(told, query).OrderByDescending(row => row.Id).Take(size + 1)).ToListAsync(cancellation);
        var open = await ShopEvent.Open(database).CountAsync(cancellation);
        return TypedResults.Ok(new ShopEventPage([.. page.Take(size)], page.Count > size ? NextOf(page[size - 1], query.State) : null, open));
    }

    private static IQueryable<ShopEvent> Listed(IQueryable<ShopEvent> told, ShopEventQuery query)
    {
        if (query.State is { } state)
            told = told.Where(row => row.State == state);
        return query.Before is { } last ? told.Where(row => row.Id < last) : told;
    }

    /// <summary>What was given up, then the rest, the oldest first. After one that was given up comes what is above the negative of its id.</summary>
    private static async Task<List<ShopEventView>> OpenAsync(IQueryable<ShopEvent> told, long? before, int most, CancellationToken cancellation)
    {
        List<ShopEventView> page = [];
        if (before is null or < 0)
            page = await ReadAsync(told.Where(row => row.State == ShopEventStates.Parked), -(before ?? 0), most);
        return page.Count < most
            ? [.. page, .. await ReadAsync(told.Where(row => row.State == ShopEventStates.Waiting || row.State == ShopEventStates.Unmatched), Math.Max(before ?? 0, 0), most - page.Count)]
            : page;

        Task<List<ShopEventView>> ReadAsync(IQueryable<ShopEvent> rows, long after, int count) =>
            Views(rows.Where(row => row.Id > after).OrderBy(row => row.Id).Take(count)).ToListAsync(cancellation);
    }

    private static long NextOf(ShopEventView last, string? listed) => listed == ShopEventStates.Open && last.State == ShopEventStates.Parked ? -last.Id : last.Id;

    private static IQueryable<ShopEventView> Views(IQueryable<ShopEvent> told) => told.Select(row => new ShopEventView(
        row.Id, row.Shop, row.MessageId, row.Type, row.State, row.At, row.Attempts, row.Reason, row.State == ShopEventStates.Waiting ? row.NextAt : null, row.DoneAt));

    private static async Task<Results<NoContent, ProblemHttpResult>> AgainAsync(
        long id, FestivalDb database, ShopEventBook book, ShopEventWorker worker, CancellationToken cancellation)
    {
        var again = await book.AgainAsync(database, id, cancellation);
        if (again.Failed)
            return again.Error.ToProblem();

        worker.Wake();
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DropAsync(long id, FestivalDb database, AuditBook audit, CancellationToken cancellation) =>
        await ShopEventBook.DropAsync(database, audit, id, cancellation) is { Failed: true } refused ? refused.Error.ToProblem() : TypedResults.NoContent();
}
