using System.Security.Claims;
using Broadcast.Api.Data;
using Broadcast.Api.Festivals;
using Broadcast.Api.Idempotency;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Orders;
using Broadcast.Chat.Spine.Actors;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Tokens;
using Broadcast.Ingest.Playout.Orders;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Broadcast.Api.Stages;

internal static class StageEndpoints
{
    public static void MapStages(this IEndpointRouteBuilder routes)
    {
        var operators = routes.MapGroup("/api/v1").WithTags("Stages").RequireAuthorization(Roles.Operator);
        operators.MapPost("/festivals/{festival}/stages", CreateAsync).WithName("CreateStage").TakesIdempotencyKey(secret: true)
            .WithSummary("Adds a stage to a festival. The answer shows its stream key, which is shown nowhere else. Operators.");
        operators.MapPut("/stages/{stage}", PutAsync).WithName("PutStage").TakesIdempotencyKey().WithSummary("Changes what people read of a stage. Operators.")
            .WithDescription("`revision` names the stage that was changed; 409 `stage.conflict` says, with the present `stage`, that somebody else has changed it meanwhile.");
        operators.MapPost("/stages/{stage}/key", RotateAsync).WithName("RotateStreamKey").TakesIdempotencyKey(secret: true)
            .WithSummary("Makes a new stream key, shown here and nowhere else; a publisher on the old one is dropped. Operators.");
    }

    private static Task<Results<Created<StreamKeyShown>, ProblemHttpResult>> CreateAsync(
        FestivalId festival, NewStage body, ClaimsPrincipal user, StageWriter stages, HttpRequest request, CancellationToken cancellation) =>
        stages.CreateAsync(festival, body, Actor.Of(Caller.From(user)!).Author, request, cancellation);

    private static Task<Results<Ok<StageView>, ProblemHttpResult>> PutAsync(StageId stage, StagePut body, StageWriter stages, CancellationToken cancellation) =>
        stages.PutAsync(stage, body, cancellation);

    private static async Task<Results<Ok<StreamKeyShown>, ProblemHttpResult>> RotateAsync(
        StageId stage, ClaimsPrincipal user, IMediator mediator, PlayoutOrders orders, EncoderCards cards, HttpRequest request, AfterCommit committed, CancellationToken cancellation)
    {
        var rotated = await mediator.Send(new RotateKey(Actor.Of(Caller.From(user)!), stage), cancellation);
        if (rotated.Failed)
            return rotated.Error.ToProblem();

        // The order drops the publisher at once. If nobody answers it, the changed facts do so when they arrive.
        var drop = new DropPublisher { Stage = stage, OldDigest = rotated.Value.OldDigest };
        await committed.RunAsync(ending => orders.SendAsync(drop, ending), cancellation);
        return TypedResults.Ok(new StreamKeyShown(stage, rotated.Value.Key.Text, cards.Make(stage.Value, rotated.Value.Key, request)));
    }
}

/// <summary>A new stream key, and what an encoder is set up with. No other answer shows it.</summary>
internal sealed record StreamKeyShown(StageId Id, string StreamKey, EncoderCard Encoder)
{
    /// <summary>Keeps the key out of log lines.</summary>
    public override string ToString() => nameof(StreamKeyShown);
}
