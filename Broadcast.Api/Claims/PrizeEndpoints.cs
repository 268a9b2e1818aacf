using System.Security.Claims;
using Broadcast.Api.Data;
using Broadcast.Api.Idempotency;
using Broadcast.Api.Persons;
using Broadcast.Api.Results;
using Broadcast.Api.Spine;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Claims;

/// <summary>The prizes of the person who calls.</summary>
internal static class PrizeEndpoints
{
    private const int Page = 50;
    private const int LargestPage = 200;

    public static void MapPrizes(this IEndpointRouteBuilder routes)
    {
        var prizes = routes.MapGroup("/api/v1/my/prizes").WithTags("Prizes").RequireAuthorization().AddEndpointFilter(PersonsOnlyAsync);
        prizes.MapGet("/", ListAsync).WithName("ListMyPrizes").WithSummary("What you have won, the newest first, page by page. Persons.")
            .WithDescription("`before` is the `next` of the page before. At the screen of a village site, a claim of who has a telephone or login comes without `receipt`, `carrier` and `tracking`.");
        prizes.MapPost("/{question}/claim", ClaimAsync).WithName("ClaimPrize").TakesIdempotencyKey().WithSummary("Says where to send a prize. Its winner, once.")
            .WithDescription("Name, telephone and address are sealed, and only shippers can read them; each read is noted. The answer has a signed receipt. It takes a sign-in that is as strong as the winner's telephone or login, if they have one.");
        prizes.MapDelete("/{question}/claim", WithdrawAsync).WithName("WithdrawClaim").WithSummary("Erases where to send a prize. Before it is shipped, it can be claimed again. Its winner.");
    }

    private static async Task<Results<Ok<PrizePage>, ProblemHttpResult>> ListAsync(
        string? before, int? limit, ClaimsPrincipal user, FestivalDb database, UnrevealedQuestions unrevealed, CancellationToken cancellation)
    {
        var cursor = before is null ? null : TimeCursor.Read(before);
        if (before is not null && cursor is null)
            return ClaimErrors.Page.ToProblem();

        var caller = Caller.From(user)!;
        var (viewer, all) = (caller.Id, await OwnProof.MayReadAsync(database, caller, cancellation));
        var won = WonPrize.Of(database, viewer);
        if (cursor is { At: var at, Id: var id })
            won = won.Where(prize => prize.At < at || (prize.At == at && string.Compare((string)(object)prize.Question, id) < 0));
        var size = Math.Clamp(limit ?? Page, 1, LargestPage);
        var page = await won.OrderByDescending(prize => prize.At).ThenByDescending(prize => prize.Question).Take(size + 1).ToListAsync(cancellation);
        var next = page.Count > size ? new TimeCursor(page[size - 1].At, page[size - 1].Question.Value).ToString() : null;
        var held = await unrevealed.AmongAsync(page.Select(prize => prize.Question));
        var shown = page.Take(size).Where(prize => !held.Contains(prize.Question)).ToList();
        var ids = shown.ConvertAll(prize => prize.Question);
        var claims = await database.Claims.AsNoTracking().Where(claim => claim.Viewer == viewer && claim.State != ClaimStates.Withdrawn && ids.Contains(claim.QuestionId))
            .ToDictionaryAsync(claim => claim.QuestionId, cancellation);
        return TypedResults.Ok(new PrizePage(
            shown.ConvertAll(prize => new PrizeView(
                prize.Question, prize.Text, prize.Stage, prize.Rank, prize.Prize, prize.At, claims.TryGetValue(prize.Question, out var claim) ? (all ? OwnClaim.Of(claim) : OwnClaim.AtScreen(claim)) : null)),
            next));
    }

    private static async Task<Results<Created<OwnClaim>, ProblemHttpResult>> ClaimAsync(
        QuestionId question, ClaimBody body, ClaimsPrincipal user, FestivalDb database, ClaimBook book, CancellationToken cancellation)
    {
        var recipient = Recipient.Read(body);
        if (recipient.Failed)
            return recipient.Error.ToProblem();

        var caller = Caller.From(user)!;
        if (!await OwnProof.SufficesAsync(database, caller.Id, OwnProof.Of(caller), cancellation))
            return ViewerErrors.Weak.ToProblem();
        var made = await book.MakeAsync(database, caller.Id, question, recipient.Value, cancellation);
        return made.Failed ? made.Error.ToProblem() : TypedResults.Created("/api/v1/my/prizes", OwnClaim.Of(made.Value));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> WithdrawAsync(
        QuestionId question, ClaimsPrincipal user, FestivalDb database, ClaimErasure erasure, CancellationToken cancellation)
    {
        var caller = Caller.From(user)!;
        if (!await OwnProof.SufficesAsync(database, caller.Id, OwnProof.Of(caller), cancellation))
            return ViewerErrors.Weak.ToProblem();
        var erased = await erasure.OfViewerAsync(caller.Id, question, cancellation);
        return erased.Failed ? erased.Error.ToProblem() : TypedResults.NoContent();
    }

    /// <summary>Guests play for fun, and staff do not play.</summary>
    private static async ValueTask<object?> PersonsOnlyAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        Caller.From(context.HttpContext.User)?.Kind == CallerKind.Person ? await next(context) : AccessErrors.PersonRequired.ToProblem();
}
