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
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Stages;

internal static class StageEndpoints
{
    private const int MostStages = 64;

    public static void MapStages(this IEndpointRouteBuilder routes)
    {
        var operators = routes.MapGroup("/api/v1").WithTags("Stages").RequireAuthorization(Roles.Operator);
        operators.MapPost("/festivals/{festival}/stages", CreateAsync).WithName("CreateStage").TakesIdempotencyKey(secret: true)
            .WithSummary("Adds a stage to a festival. The answer shows its stream key, which is shown nowhere else. Operators.");
        operators.MapPost("/stages/{stage}/key", RotateAsync).WithName("RotateStreamKey").TakesIdempotencyKey(secret: true)
            .WithSummary("Makes a new stream key, shown here and nowhere else; a publisher on the old one is dropped. Operators.");
    }

    private static async Task<Results<Created<StreamKeyShown>, ProblemHttpResult>> CreateAsync(
        FestivalId festival, NewStage body, ClaimsPrincipal user, FestivalDb database, TimeProvider time, CancellationToken cancellation)
    {
        var key = StreamKey.Make();
        await using var transaction = await database.BeginTurnAsync($"stages:{festival}", cancellation);
        var order = await database.Stages.CountAsync(stage => stage.FestivalId == festival, cancellation);
        var read = body.Read(festival, order, key, time.GetUtcNow());
        if (read.Failed)
            return read.Error.ToProblem();
        if (!await database.Festivals.AnyAsync(known => known.Id == festival, cancellation))
            return FestivalErrors.Unknown(festival).ToProblem();
        if (order >= MostStages)
            return StageErrors.TooMany(MostStages).ToProblem();
        if (!await database.ClaimChannelAsync(read.Value.Id.Value, cancellation))
            return FestivalErrors.Taken(read.Value.Id.Value).ToProblem();

        read.Value.KeyMadeBy = Actor.Of(Caller.From(user)!).Author;
        database.Add(read.Value);
        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return TypedResults.Created($"/api/v1/festivals/{festival}", new StreamKeyShown(read.Value.Id, key.Text));
    }

    private static async Task<Results<Ok<StreamKeyShown>, ProblemHttpResult>> RotateAsync(
        StageId stage, ClaimsPrincipal user, IMediator mediator, PlayoutOrders orders, AfterCommit committed, CancellationToken cancellation)
    {
        var rotated = await mediator.Send(new RotateKey(Actor.Of(Caller.From(user)!), stage), cancellation);
        if (rotated.Failed)
            return rotated.Error.ToProblem();

        // The order drops the publisher at once. If nobody answers it, the changed facts do so when they arrive.
        var drop = new DropPublisher { Stage = stage, OldDigest = rotated.Value.OldDigest };
        await committed.RunAsync(ending => orders.SendAsync(drop, ending), cancellation);
        return TypedResults.Ok(new StreamKeyShown(stage, rotated.Value.Key.Text));
    }
}

/// <summary>A new stream key. No other answer shows it.</summary>
internal sealed record StreamKeyShown(StageId Id, string StreamKey);
