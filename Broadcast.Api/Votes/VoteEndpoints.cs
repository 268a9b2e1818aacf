using System.Security.Claims;
using Broadcast.Api.Data;
using Broadcast.Api.Idempotency;
using Broadcast.Api.Windows;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Actors;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Tokens;
using Broadcast.Chat.Spine.Windows;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Votes;

/// <summary>Votes, as everybody reads them and the stage's anchors move them on.</summary>
internal static class VoteEndpoints
{
    private const int Page = 20;

    public static void MapVotes(this IEndpointRouteBuilder routes)
    {
        var stages = routes.MapGroup("/api/v1/stages/{stage}/votes").WithTags("Votes");
        stages.MapGet("/", ListAsync).WithName("ListVotes").WithSummary("The twenty votes of a stage that changed last, the newest change first.");
        stages.MapPost("/", CreateAsync).WithName("CreateVote").RequireAuthorization().TakesIdempotencyKey()
            .WithSummary("Makes a binding vote: each person has one ballot. Anchors of the stage.")
            .WithDescription("With `opensAt` it opens by itself, else with `POST /api/v1/votes/{id}/open`. It closes by itself; then the count is sealed with a root over all ballots, and shown.");
        var votes = routes.MapGroup("/api/v1/votes/{id}").WithTags("Votes");
        votes.MapGet("/", GetAsync).WithName("GetVote").WithSummary("A vote: its state, its counts when they are shown, and the caller's own ballot.");
        var steps = votes.MapGroup("/").RequireAuthorization();
        Map(steps, "open", "OpenVote", "Opens a scheduled vote now.", kernel => kernel.OpenAsync, WindowLife.Open);
        Map(steps, "pause", "PauseVote", "Stops the time of an open vote.", kernel => kernel.PauseAsync, WindowLife.Paused);
        Map(steps, "resume", "ResumeVote", "Lets a paused vote go on; it ends later by as long as it was paused.", kernel => kernel.ResumeAsync, WindowLife.Open);
        Map(
            steps, "close", "CloseVote", "Closes a vote now; its result follows.", kernel => (database, id, by, cancellation) => kernel.CloseAsync(database, id, by, atOnce: true, cancellation),
            WindowLife.Closed, WindowLife.Sealed, WindowLife.Settled);
        Map(steps, "void", "VoidVote", "Ends a vote without a result.", kernel => kernel.VoidAsync, WindowLife.Voided);
    }

    private static void Map(IEndpointRouteBuilder steps, string path, string name, string summary, Func<BookKernel, VoteStep> step, params string[] reached) =>
        steps.MapPost($"/{path}", (string id, ClaimsPrincipal user, VoteDesk desk, BookKernel kernel, CancellationToken cancellation) => StepAsync(id, user, desk, step(kernel), reached, cancellation))
            .WithName(name).WithSummary($"{summary} Anchors of the stage.").WithDescription("Again 200 when it is done already; otherwise 409 `vote.state` with the present `state`.");

    private static async Task<Results<Ok<VoteView>, ProblemHttpResult>> StepAsync(
        string id, ClaimsPrincipal user, VoteDesk desk, VoteStep step, string[] reached, CancellationToken cancellation)
    {
        if (Caller.From(user) is not { } caller)
            return AccessErrors.Of(user).ToProblem();

        var (refusal, window) = await desk.StepAsync(id, Actor.Of(caller), step, reached, cancellation);
        return refusal is null ? TypedResults.Ok(VoteView.Of(window!, own: null)) : window is null ? refusal.ToProblem() : refusal.ToProblem(("state", window.State));
    }

    private static async Task<Results<Created<VoteView>, ProblemHttpResult>> CreateAsync(
        string stage, NewVote body, ClaimsPrincipal user, VoteDesk desk, CancellationToken cancellation)
    {
        if (Caller.From(user) is not { } caller)
            return AccessErrors.Of(user).ToProblem();

        var made = await desk.MakeAsync(stage, body, Actor.Of(caller), cancellation);
        return made.Failed ? made.Error.ToProblem() : TypedResults.Created($"/api/v1/votes/{made.Value.Id}", VoteView.Of(made.Value, own: null));
    }

    private static async Task<Ok<List<VoteView>>> ListAsync(StageId stage, FestivalDb database, CancellationToken cancellation)
    {
        var votes = await database.BookWindows.AsNoTracking().Where(window => window.Kind == BookKinds.Vote && window.StageId == stage)
            .OrderByDescending(window => window.At).Take(Page).ToListAsync(cancellation);
        return TypedResults.Ok(votes.ConvertAll(window => VoteView.Of(window, own: null)));
    }

    private static async Task<Results<Ok<VoteView>, ProblemHttpResult>> GetAsync(string id, ClaimsPrincipal user, FestivalDb database, CancellationToken cancellation)
    {
        if (await database.BookWindows.AsNoTracking().SingleOrDefaultAsync(window => window.Id == id && window.Kind == BookKinds.Vote, cancellation) is not { } window)
            return VoteErrors.Unknown.ToProblem();

        var own = Caller.From(user) is { Kind: CallerKind.Person, Id: var person }
            ? await database.BookEntries.AsNoTracking().SingleOrDefaultAsync(entry => entry.Window == id && entry.Person == person, cancellation)
            : null;
        return TypedResults.Ok(VoteView.Of(window, own));
    }
}
