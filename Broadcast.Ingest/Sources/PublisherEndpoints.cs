using Broadcast.Chat.Contracts;
using Broadcast.Chat.Errors;
using Broadcast.Chat.Facts;
using Broadcast.Chat.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Broadcast.Ingest.Sources;

/// <summary>The operators' way to free a stage that somebody holds.</summary>
internal static class PublisherEndpoints
{
    public static void MapPublisher(this IEndpointRouteBuilder routes) =>
        routes.MapDelete("/api/v1/stages/{stage}/publisher", Drop)
            .RequireAuthorization(Roles.Operator)
            .WithName("DropPublisher")
            .WithTags("stages")
            .WithSummary("Ends the encoder's stay on a stage, so that whoever comes next takes it. Operators.")
            .WithDescription("The key stays good: an encoder that reconnects by itself may be the next. Errors: 404 stage.unknown, 409 stage.no_publisher.")
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);

    private static Results<NoContent, ProblemHttpResult> Drop(string stage, FactsReader facts, StageRegistry stages)
    {
        if (!StageId.TryParse(stage, null, out var id) || facts.Current.Stage(id) is null)
            return SourceErrors.StageUnknown.ToProblem();

        return stages.Source(id).DropPublisher("forced-out") ? TypedResults.NoContent() : SourceErrors.NoPublisher.ToProblem();
    }
}
