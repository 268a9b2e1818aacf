using Broadcast.Api.Audit;
using Broadcast.Api.Data;
using Broadcast.Api.Festivals;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Stages;

/// <summary>Makes stages and changes what people read of them.</summary>
internal sealed class StageWriter(FestivalDb database, AuditBook audit, EncoderCards cards, TimeProvider time)
{
    public async Task<Results<Created<StreamKeyShown>, ProblemHttpResult>> CreateAsync(FestivalId festival, NewStage body, EventAuthor by, HttpRequest request, CancellationToken cancellation)
    {
        var key = StreamKey.Make();
        await using var transaction = await database.BeginTurnAsync(Festival.TurnOf(festival), cancellation);
        var known = await database.Stages.AsNoTracking().Where(stage => stage.FestivalId == festival).ToListAsync(cancellation);
        var read = body.Read(festival, known.Count, key, time.GetUtcNow());
        if (read.Failed)
            return read.Error.ToProblem();
        if (await database.Festivals.AsNoTracking().SingleOrDefaultAsync(held => held.Id == festival, cancellation) is not { } its)
            return FestivalErrors.Unknown(festival).ToProblem();
        if (its.RetiredAt is not null)
            return FestivalErrors.Retired.ToProblem();
        if (known.Count(stage => stage.RetiredAt is null) >= Stage.Most)
            return StageErrors.TooMany(Stage.Most).ToProblem();
        if (!await database.ClaimChannelAsync(read.Value.Id.Value, cancellation))
            return FestivalErrors.Taken(read.Value.Id.Value).ToProblem();

        read.Value.KeyMadeBy = by;
        database.Add(read.Value);
        await database.SaveChangesAsync(cancellation);
        await audit.NoteAsync(AuditThings.Stage, read.Value.Id.Value, before: null, StageView.Of(read.Value), cancellation);
        await transaction.CommitAsync(cancellation);
        return TypedResults.Created($"/api/v1/festivals/{festival}", new StreamKeyShown(read.Value.Id, key.Text, cards.Make(read.Value.Name, key, request)));
    }

    public async Task<Results<Ok<StageView>, ProblemHttpResult>> PutAsync(StageId id, StagePut body, CancellationToken cancellation)
    {
        await using var held = await HeldStage.OfAsync(database, id, cancellation);
        if (held is not { Stage: { } stage })
            return UnknownErrors.Stage.With($"There is no stage '{id}'.").ToProblem();
        var read = body.Read();
        if (read.Failed)
            return read.Error.ToProblem();
        if (stage.RetiredAt is not null)
            return StageErrors.Retired.ToProblem();
        var before = StageView.Of(stage);
        if (read.Value.Revision != stage.Revision)
            return StageErrors.Conflict(stage.Revision).ToProblem(("stage", before));

        stage.Take(read.Value.Texts);
        if (database.ChangeTracker.HasChanges())
            stage.Revision++;
        await database.SaveChangesAsync(cancellation);
        await audit.NoteAsync(AuditThings.Stage, id.Value, before, StageView.Of(stage), cancellation);
        await held.CommitAsync(cancellation);
        return TypedResults.Ok(StageView.Of(stage));
    }
}
