using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Broadcast.Ingest.Sources;

/// <summary>Lets operators drop a stage's encoder, so that another one can publish.</summary>
internal static class PublisherEndpoints
{
    public static void MapPublisher(this IEndpointRouteBuilder routes) =>
        routes.MapDelete("/api/v1/stages/{stage}/publisher", Drop)
            .RequireAuthorization(Roles.Operator)
            .WithName("DropPublisher")
            .WithTags("Stages")
            .WithSummary("Drops a stage's encoder, so that another one can publish. Operators.")
            .WithDescription("The key stays good: an encoder that reconnects by itself may be the next. Errors: 404 stage.unknown, 409 stage.no_publisher.")
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);

    private static Results<NoContent, ProblemHttpResult> Drop(string stage, FactsReader facts, StageRegistry stages)
    {
        if (!StageId.TryParse(stage, null, out var id) || facts.Current.Stage(id) is null)
            return UnknownErrors.Stage.ToProblem();

        return stages.Source(id).DropPublisher("forced-out") ? TypedResults.NoContent() : SourceErrors.NoPublisher.ToProblem();
    }
}
