using Broadcast.Api.Audit;
using Broadcast.Api.Data;
using Broadcast.Api.Festivals;
using Broadcast.Api.Rundown;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Retirement;

/// <summary>
/// Takes festivals out of the offer, and brings them back. With a festival its relay and its stages leave the facts; what is kept of them
/// stays readable, and so does its programme.
/// </summary>
internal sealed class FestivalRetirement(FestivalDb database, OpenStages open, LiveStages live, AuditBook audit, TimeProvider time)
{
    public async Task<Results<NoContent, ProblemHttpResult>> RetireAsync(FestivalId id, CancellationToken cancellation)
    {
        var seen = await live.LookAsync(await StagesAsync(id, cancellation), whole: id, cancellation);
        await using var transaction = await database.BeginTurnAsync(Festival.TurnOf(id), cancellation);
        if (await database.Festivals.SingleOrDefaultAsync(known => known.Id == id, cancellation) is not { } festival)
            return FestivalErrors.Unknown(id).ToProblem();
        if (festival.RetiredAt is not null)
            return TypedResults.NoContent();
        var now = time.GetUtcNow();
        var on = (await PlannedSlots.FromAsync(database, slot => slot.FestivalId == id, now, cancellation)).Where(slot => slot.Start <= now).Select(SlotView.Of).ToList();
        if (on.Count > 0 || seen.OnAir)
            return RetirementErrors.OnAir.ToProblem(("slots", on));
        if (seen.Open || await open.AnyAsync(await StagesAsync(id, cancellation), cancellation))
            return RetirementErrors.Open.ToProblem();

        await ChangeAsync(festival, now, cancellation);
        await transaction.CommitAsync(cancellation);
        return TypedResults.NoContent();
    }

    /// <summary>The festival as it is then; one that is offered already is left as it is.</summary>
    public async Task<Results<Ok<Programme>, ProblemHttpResult>> RestoreAsync(FestivalId id, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginTurnAsync(Festival.TurnOf(id), cancellation);
        if (await database.Festivals.SingleOrDefaultAsync(known => known.Id == id, cancellation) is not { } festival)
            return FestivalErrors.Unknown(id).ToProblem();

        if (festival.RetiredAt is not null)
            await ChangeAsync(festival, retiredAt: null, cancellation);
        await transaction.CommitAsync(cancellation);
        return TypedResults.Ok(await ReadAsync(id, cancellation));
    }

    private Task<List<StageId>> StagesAsync(FestivalId id, CancellationToken cancellation) =>
        database.Stages.AsNoTracking().Where(stage => stage.FestivalId == id && stage.RetiredAt == null).Select(stage => stage.Id).ToListAsync(cancellation);

    private async Task ChangeAsync(Festival festival, DateTimeOffset? retiredAt, CancellationToken cancellation)
    {
        var before = await ReadAsync(festival.Id, cancellation);
        festival.RetiredAt = retiredAt;
        festival.Revision++;
        await database.SaveChangesAsync(cancellation);
        await audit.NoteAsync(AuditThings.Festival, festival.Id.Value, before, await ReadAsync(festival.Id, cancellation), cancellation);
    }

    private Task<Programme?> ReadAsync(FestivalId id, CancellationToken cancellation) => ProgrammeReader.ReadAsync(database, id, retired: false, cancellation);
}
