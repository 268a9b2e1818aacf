using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Broadcast.Ingest.TestPicture;

/// <summary>Lets operators show a stage's test picture.</summary>
internal static class TestPictureEndpoints
{
    public static void MapTestPicture(this IEndpointRouteBuilder routes)
    {
        var picture = routes.MapGroup("/api/v1/stages/{stage}/test-picture").WithTags("Stages").RequireAuthorization(Roles.Operator)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound);
        picture.MapPost("/", Show).WithName("ShowTestPicture").WithSummary("Shows a generated film with sound on a stage without an encoder. Operators.")
            .WithDescription("It ends after ten minutes, and as soon as an encoder publishes; until then `publisher.client` of the stage's health is `test picture`. Errors: 404 stage.unknown, 409 test_picture.source, 409 test_picture.too_many.")
            .ProducesProblem(StatusCodes.Status409Conflict);
        picture.MapDelete("/", Stop).WithName("StopTestPicture").WithSummary("Ends the test picture of a stage, if there is one. Operators.");
    }

    private static Results<Ok<TestPictureShown>, ProblemHttpResult> Show(string stage, FactsReader facts, TestPictures pictures)
    {
        if (!StageId.TryParse(stage, null, out var id) || facts.Current.Stage(id) is null)
            return UnknownErrors.Stage.ToProblem();

        var shown = pictures.Show(id);
        return shown.Failed ? shown.Error.ToProblem() : TypedResults.Ok(new TestPictureShown(id, shown.Value));
    }

    private static Results<NoContent, ProblemHttpResult> Stop(string stage, FactsReader facts, TestPictures pictures)
    {
        if (!StageId.TryParse(stage, null, out var id) || facts.Current.Stage(id) is null)
            return UnknownErrors.Stage.ToProblem();

        pictures.Stop(id);
        return TypedResults.NoContent();
    }
}

/// <param name="Stage">The stage that shows it.</param>
/// <param name="Until">When it ends at the latest.</param>
internal sealed record TestPictureShown(StageId Stage, DateTimeOffset Until);
