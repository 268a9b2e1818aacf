using System.Security.Claims;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Chat.Spine.Rooms;
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
        picture.MapPost("/", ShowAsync).WithName("ShowTestPicture").WithSummary("Shows a generated film with sound on a stage without an encoder. Operators.")
            .WithDescription("It ends after ten minutes, and as soon as an encoder publishes; until then `publisher.client` of the stage's health is `test picture`. Errors: 404 stage.unknown, 409 test_picture.source, 409 test_picture.too_many.")
            .ProducesProblem(StatusCodes.Status409Conflict);
        picture.MapDelete("/", StopAsync).WithName("StopTestPicture").WithSummary("Ends the test picture of a stage, if there is one. Operators.");
    }

    private static async Task<Results<Ok<TestPictureShown>, ProblemHttpResult>> ShowAsync(string stage, ClaimsPrincipal user, FactsReader facts, TestPictures pictures, IChannelActs acts)
    {
        if (!StageId.TryParse(stage, null, out var id) || facts.Current.Stage(id) is null)
            return UnknownErrors.Stage.ToProblem();

        var shown = pictures.Show(id);
        if (shown.Failed)
            return shown.Error.ToProblem();

        await acts.NoteAsync(ChannelAct.Of(Caller.From(user)!, id.Channel, "test_picture.shown", new { }, new { until = shown.Value }));
        return TypedResults.Ok(new TestPictureShown(id, shown.Value));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> StopAsync(string stage, ClaimsPrincipal user, FactsReader facts, TestPictures pictures, IChannelActs acts)
    {
        if (!StageId.TryParse(stage, null, out var id) || facts.Current.Stage(id) is null)
            return UnknownErrors.Stage.ToProblem();

        if (pictures.Stop(id))
            await acts.NoteAsync(ChannelAct.Of(Caller.From(user)!, id.Channel, "test_picture.ended", new { }, new { }));
        return TypedResults.NoContent();
    }
}

/// <param name="Stage">The stage that shows it.</param>
/// <param name="Until">When it ends at the latest.</param>
internal sealed record TestPictureShown(StageId Stage, DateTimeOffset Until);
