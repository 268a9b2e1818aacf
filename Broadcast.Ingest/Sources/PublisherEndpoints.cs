using System.Security.Claims;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Chat.Spine.Rooms;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Broadcast.Ingest.Sources;

/// <summary>Lets operators drop a stage's encoder, so that another one can publish.</summary>
internal static class PublisherEndpoints
{
    public static void MapPublisher(this IEndpointRouteBuilder routes) =>
        routes.MapDelete("/api/v1/stages/{stage}/publisher", DropAsync)
            .RequireAuthorization(Roles.Operator)
            .WithName("DropPublisher")
            .WithTags("Stages")
            .WithSummary("Drops a stage's encoder, so that another one can publish. Operators.")
            .WithDescription("The key stays good: an encoder that reconnects by itself may be the next. Errors: 404 stage.unknown, 409 stage.no_publisher.")
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Results<NoContent, ProblemHttpResult>> DropAsync(string stage, ClaimsPrincipal user, FactsReader facts, StageRegistry stages, IChannelActs acts)
    {
        if (!StageId.TryParse(stage, null, out var id) || facts.Current.Stage(id) is null)
            return UnknownErrors.Stage.ToProblem();

        var source = stages.Source(id);
        var before = new { publisher = source.Session?.Client };
        if (!source.DropPublisher("forced-out"))
            return SourceErrors.NoPublisher.ToProblem();

        await acts.NoteAsync(ChannelAct.Of(Caller.From(user)!, id.Channel, "publisher.dropped", before, new { publisher = (string?)null }));
        return TypedResults.NoContent();
    }
}
