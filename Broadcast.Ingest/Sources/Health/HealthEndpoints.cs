using System.Security.Claims;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Broadcast.Ingest.Sources.Health;

internal static class HealthEndpoints
{
    public static void MapSourceHealth(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/stages/{stage}/health", Read)
            .RequireAuthorization()
            .WithName("GetStageHealth")
            .WithTags("Stages")
            .WithSummary("What a stage's source sends now.")
            .WithDescription("For operators, auditors and the stage's anchors. Errors: 404 stage.unknown, 403 auth.forbidden.")
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static Results<Ok<SourceHealth>, ProblemHttpResult> Read(
        string stage, ClaimsPrincipal user, FactsReader facts, StageHealth health)
    {
        if (Caller.From(user) is not { } caller)
            return AccessErrors.Required.ToProblem();
        if (!StageId.TryParse(stage, null, out var id) || facts.Current.Stage(id) is null)
            return UnknownErrors.Stage.ToProblem();
        if (!caller.MayActFor(id) && !caller.Roles.Contains(Roles.Auditor))
            return AccessErrors.Forbidden.ToProblem();

        return TypedResults.Ok(health.Of(id));
    }
}
