using System.Security.Claims;
using Broadcast.Api.Data;
using Broadcast.Api.Persons;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Yours;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Inbox;

/// <summary>A person's inbox, read by that person.</summary>
internal static class InboxEndpoints
{
    /// <summary>Name of the rate limit per caller.</summary>
    public const string Limit = "inbox";

    private const int Page = 50;
    private const int LargestPage = 100;

    public static void MapInbox(this IEndpointRouteBuilder routes)
    {
        var inbox = routes.MapGroup("/api/v1/my/inbox").WithTags("Inbox").RequireAuthorization().RequireRateLimiting(Limit);
        inbox.MapGet("/", ListAsync).WithName("ReadInbox").WithSummary("What concerns the caller alone, the oldest first, page by page. Persons.")
            .WithDescription("The hub's `Yours` brings the same at once, to every connection of the person. `after` is the last position that you know, or the `next` of the page before. Where `last` is less than that, the database was restored: read from the beginning. At the screen of a village site, who has a telephone or login is not told of what is shipped: those positions are left out.");
        inbox.MapPut("/read", ReadAsync).WithName("MarkInboxRead").WithSummary("Says up to where the caller has read, so that other devices know. Persons.")
            .WithDescription("Never goes back: the answer is the furthest position of all devices.");
    }

    private static async Task<Results<Ok<InboxPage>, ProblemHttpResult>> ListAsync(
        [AsParameters] InboxQuery query, ClaimsPrincipal user, FestivalDb database, HttpResponse response, CancellationToken cancellation)
    {
        if (Caller.From(user) is not { Kind: CallerKind.Person, Id: var person } caller)
            return AccessErrors.PersonRequired.ToProblem();

        var (after, size) = (query.After ?? 0, Math.Clamp(query.Limit ?? Page, 1, LargestPage));
        var all = await OwnProof.MayReadAsync(database, caller, cancellation);
        var page = await database.InboxItems.AsNoTracking().Where(item => item.Viewer == person && item.Position > after && (all || item.Type != YoursTypes.PrizeShipped))
            .OrderBy(item => item.Position).Take(size + 1).ToListAsync(cancellation);
        // Read last: it never lags behind what the page has.
        var end = await database.InboxEnds.AsNoTracking().SingleOrDefaultAsync(end => end.Viewer == person, cancellation);
        response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new InboxPage(
            [.. page.Take(size).Select(InboxItemView.Of)], page.Count > size ? page[size - 1].Position : null, end?.Last ?? 0, end?.Read ?? 0));
    }

    private static async Task<Results<Ok<InboxRead>, ProblemHttpResult>> ReadAsync(
        InboxMark body, ClaimsPrincipal user, FestivalDb database, HttpResponse response, CancellationToken cancellation)
    {
        if (PersonOf(user) is not { } person)
            return AccessErrors.PersonRequired.ToProblem();
        if (body.Position is not { } position || position < 0)
            return InboxErrors.Position.ToProblem();

        await database.InboxEnds.Where(end => end.Viewer == person && end.Read < position)
            .ExecuteUpdateAsync(set => set.SetProperty(end => end.Read, end => position < end.Last ? position : end.Last), cancellation);
        var end = await database.InboxEnds.AsNoTracking().SingleOrDefaultAsync(end => end.Viewer == person, cancellation);
        response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new InboxRead(end?.Read ?? 0));
    }

    private static ViewerId? PersonOf(ClaimsPrincipal user) => Caller.From(user) is { Kind: CallerKind.Person } person ? person.Id : null;
}
