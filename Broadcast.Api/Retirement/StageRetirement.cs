using Broadcast.Api.Audit;
using Broadcast.Api.Data;
using Broadcast.Api.Festivals;
using Broadcast.Api.Rundown;
using Broadcast.Api.Stages;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Orders;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Ingest.Playout.Orders;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Retirement;

/// <summary>
/// Takes stages out of the offer, and brings them back. A retired stage leaves the facts, its publisher is dropped, and its key is replaced by
/// one that nobody knows: a restored stage needs a new one.
/// </summary>
internal sealed class StageRetirement(FestivalDb database, OpenStages open, LiveStages live, AuditBook audit, PlayoutOrders orders, AfterCommit committed, TimeProvider time)
{
    public async Task<Results<NoContent, ProblemHttpResult>> RetireAsync(StageId id, CancellationToken cancellation)
    {
        var seen = await live.LookAsync([id], whole: null, cancellation);
        var drop = new DropPublisher { Stage = id };
        await using (var held = await HeldStage.OfAsync(database, id, cancellation))
        {
            if (held is not { Stage: { } stage })
                return Unknown(id);
            if (stage.RetiredAt is not null)
                return TypedResults.NoContent();
            var now = time.GetUtcNow();
            var planned = await PlannedSlots.FromAsync(database, slot => slot.StageId == id, now, cancellation);
            if (planned.Count > 0)
                return RetirementErrors.Planned.ToProblem(("slots", planned.Select(SlotView.Of).ToList()));
            if (seen.OnAir)
                return RetirementErrors.StageOnAir.ToProblem();
            if (seen.Open || await open.AnyAsync([id], cancellation))
                return RetirementErrors.Open.ToProblem();

            drop = drop with { OldDigest = stage.KeyDigest };
            stage.KeyDigest = StreamKey.Make().Digest;
            await ChangeAsync(stage, now, cancellation);
            await held.CommitAsync(cancellation);
        }

        // The order drops the publisher at once. If nobody answers it, the changed facts do so when they arrive.
        await committed.RunAsync(ending => orders.SendAsync(drop, ending), cancellation);
        return TypedResults.NoContent();
    }

    /// <summary>The stage as it is then; one that is offered already is left as it is.</summary>
    public async Task<Results<Ok<StageView>, ProblemHttpResult>> RestoreAsync(StageId id, CancellationToken cancellation)
    {
        await using var held = await HeldStage.OfAsync(database, id, cancellation);
        if (held is not { Stage: { } stage })
            return Unknown(id);
        if (await database.Festivals.AnyAsync(festival => festival.Id == stage.FestivalId && festival.RetiredAt != null, cancellation))
            return FestivalErrors.Retired.ToProblem();
        if (stage.RetiredAt is not null)
        {
            if (await database.Stages.CountAsync(other => other.FestivalId == stage.FestivalId && other.RetiredAt == null, cancellation) >= Stage.Most)
                return StageErrors.TooMany(Stage.Most).ToProblem();
            await ChangeAsync(stage, retiredAt: null, cancellation);
        }

        await held.CommitAsync(cancellation);
        return TypedResults.Ok(StageView.Of(stage));
    }

    private async Task ChangeAsync(Stage stage, DateTimeOffset? retiredAt, CancellationToken cancellation)
    {
        var before = StageView.Of(stage);
        stage.RetiredAt = retiredAt;
        stage.Revision++;
        await database.SaveChangesAsync(cancellation);
        await audit.NoteAsync(AuditThings.Stage, stage.Id.Value, before, StageView.Of(stage), cancellation);
    }

    private static ProblemHttpResult Unknown(StageId id) => UnknownErrors.Stage.With($"There is no stage '{id}'.").ToProblem();
}
