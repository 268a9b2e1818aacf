using System.Security.Claims;
using Broadcast.Api.Data;
using Broadcast.Api.Festivals;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Actors;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Tokens;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Broadcast.Api.Rundown;

internal static class RundownEndpoints
{
    public static void MapRundown(this IEndpointRouteBuilder routes)
    {
        var rundown = routes.MapGroup("/api/v1/festivals/{id}/rundown").WithTags("Rundown");
        rundown.MapGet("/", GetAsync).WithName("GetRundown").WithSummary("The plan of a festival's relay.");
        rundown.MapPut("/", ReplaceAsync).WithName("ReplaceRundown").WithSummary("Replaces the whole plan. Operators.")
            .WithDescription("`revision` names the plan that was changed; 409 `rundown.conflict` says, with the present `rundown`, that somebody else has changed it meanwhile. A slot that is sent with its `id` keeps it.")
            .RequireAuthorization(Roles.Operator);
    }

    private static async Task<Results<Ok<RundownView>, ProblemHttpResult>> GetAsync(FestivalId id, FestivalDb database, CancellationToken cancellation) =>
        await RundownView.ReadAsync(database, id, cancellation) is { } view ? TypedResults.Ok(view) : FestivalErrors.Unknown(id).ToProblem();

    private static async Task<Results<Ok<RundownView>, ProblemHttpResult>> ReplaceAsync(
        FestivalId id, RundownDraft body, ClaimsPrincipal user, IMediator mediator, FestivalDb database, CancellationToken cancellation)
    {
        var replaced = await mediator.Send(new ReplaceRundown(Actor.Of(Caller.From(user)!), id, body.Revision, body.Slots), cancellation);
        if (!replaced.Failed)
            return TypedResults.Ok(replaced.Value);
        return replaced.Error.Code == RundownErrors.Changed.Code && await RundownView.ReadAsync(database, id, cancellation) is { } now
            ? replaced.Error.ToProblem(("rundown", now))
            : replaced.Error.ToProblem();
    }
}
