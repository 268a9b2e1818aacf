using Broadcast.Api.Festivals;
using Broadcast.Api.Idempotency;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Broadcast.Api.Retirement;

internal static class RetirementEndpoints
{
    public static void MapRetirement(this IEndpointRouteBuilder routes)
    {
        var festivals = routes.MapGroup("/api/v1/festivals/{id}").WithTags("Festivals").RequireAuthorization(Roles.Operator);
        festivals.MapDelete("/", RetireFestivalAsync).WithName("RetireFestival")
            .WithSummary("Retires a festival: it is not offered any more, and its relay and stages end. Its results stay readable. Operators.")
            .WithDescription("204, and again 204. 409 `festival.on_air`, with `slots`, while a slot of its rundown is on, or something was put on air by hand; 409 `stage.open` while a vote, a question or a poll of one of its stages is not over.");
        festivals.MapPost("/restore", RestoreFestivalAsync).WithName("RestoreFestival").TakesIdempotencyKey()
            .WithSummary("Brings a retired festival back, with the stages and the rundown that it had. Operators.");
        var stages = routes.MapGroup("/api/v1/stages/{stage}").WithTags("Stages").RequireAuthorization(Roles.Operator);
        stages.MapDelete("/", RetireStageAsync).WithName("RetireStage")
            .WithSummary("Retires a stage: its key is refused from then on, and it is not offered any more. Its results and replays stay readable. Operators.")
            .WithDescription("204, and again 204. 409 `stage.planned`, with `slots`, while the rundown has it on now or later; 409 `stage.on_air` while a relay shows it by hand; 409 `stage.open` while a vote, a question or a poll of it is not over.");
        stages.MapPost("/restore", RestoreStageAsync).WithName("RestoreStage").TakesIdempotencyKey()
            .WithSummary("Brings a retired stage back. Its former key stays refused: make a new one. Operators.");
    }

    private static Task<Results<NoContent, ProblemHttpResult>> RetireFestivalAsync(FestivalId id, FestivalRetirement festivals, CancellationToken cancellation) =>
        festivals.RetireAsync(id, cancellation);

    private static Task<Results<Ok<Programme>, ProblemHttpResult>> RestoreFestivalAsync(FestivalId id, FestivalRetirement festivals, CancellationToken cancellation) =>
        festivals.RestoreAsync(id, cancellation);

    private static Task<Results<NoContent, ProblemHttpResult>> RetireStageAsync(StageId stage, StageRetirement stages, CancellationToken cancellation) =>
        stages.RetireAsync(stage, cancellation);

    private static Task<Results<Ok<StageView>, ProblemHttpResult>> RestoreStageAsync(StageId stage, StageRetirement stages, CancellationToken cancellation) =>
        stages.RestoreAsync(stage, cancellation);
}
