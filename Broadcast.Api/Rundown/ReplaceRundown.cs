using Broadcast.Api.Audit;
using Broadcast.Api.Data;
using Broadcast.Api.Festivals;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Actors;
using Broadcast.Chat.Spine.Errors;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Rundown;

/// <summary>Replaces a festival's plan, if its revision is still the one that was changed. Unchanged slots keep their revision.</summary>
internal sealed record ReplaceRundown(Actor By, FestivalId Festival, long? FromRevision, IReadOnlyList<SlotDraft?>? Slots) : IRequest<Result<RundownView>>;

internal sealed class ReplaceRundownHandler(FestivalDb database, AuditBook audit) : IRequestHandler<ReplaceRundown, Result<RundownView>>
{
    public async Task<Result<RundownView>> Handle(ReplaceRundown request, CancellationToken cancellationToken)
    {
        if (!request.By.MayOperate())
            return AccessErrors.Forbidden;

        await using var transaction = await database.BeginTurnAsync(Festival.TurnOf(request.Festival), cancellationToken);
        var festival = await database.Festivals.SingleOrDefaultAsync(festival => festival.Id == request.Festival, cancellationToken);
        if (festival is null)
            return FestivalErrors.Unknown(request.Festival);
        if (request.FromRevision is not { } from)
            return RundownErrors.Invalid("'revision' is missing. Send the revision that the change was made from.");

        if (festival.RetiredAt is not null)
            return FestivalErrors.Retired;

        var stages = await database.Stages.AsNoTracking().Where(stage => stage.FestivalId == festival.Id).ToListAsync(cancellationToken);
        var plan = RundownPlan.Read(request.Slots, stages.Select(stage => stage.Id).ToHashSet());
        if (plan.Failed)
            return plan.Error;
        if (await RetiredStageAsync(festival.Id, plan.Value, stages, cancellationToken) is { } retired)
            return StageRetired(retired);
        if (from != festival.RundownRevision)
            return RundownErrors.Conflict(festival.RundownRevision);

        var before = await RundownView.ReadAsync(database, festival.Id, cancellationToken);
        festival.RundownRevision++;
        await ApplyAsync(festival, plan.Value, request.By.Author, cancellationToken);
        await database.SaveChangesAsync(cancellationToken);
        var view = await RundownView.ReadAsync(database, festival.Id, cancellationToken);
        await audit.NoteAsync(request.By.Author, AuditThings.Rundown, festival.Id.Value, before!.ById, view!.ById, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return view;
    }

    /// <summary>A retired stage in a slot that is new or changed; those that were planned before it retired are over, and may stay.</summary>
    private async Task<StageId?> RetiredStageAsync(FestivalId festival, IReadOnlyList<SlotFact> plan, List<Stage> stages, CancellationToken cancellation)
    {
        var retired = stages.Where(stage => stage.RetiredAt is not null).Select(stage => stage.Id).ToHashSet();
        var named = plan.Where(slot => retired.Contains(slot.Stage)).ToList();
        if (named.Count == 0)
            return null;

        var known = (await database.Slots.AsNoTracking().Where(slot => slot.FestivalId == festival).ToListAsync(cancellation)).ConvertAll(slot => slot.ToFact());
        return named.Find(slot => !known.Contains(slot))?.Stage;
    }

    private static Error StageRetired(StageId stage) => UnknownErrors.Stage.With($"The festival has no stage '{stage}' any more: it is retired.");

    private async Task ApplyAsync(Festival festival, IReadOnlyList<SlotFact> plan, EventAuthor by, CancellationToken cancellation)
    {
        var known = await database.Slots.Where(slot => slot.FestivalId == festival.Id).ToDictionaryAsync(slot => slot.Id, cancellation);
        foreach (var planned in plan)
        {
            if (known.Remove(planned.Id, out var slot))
                Change(slot, planned, by, festival.RundownRevision);
            else
                database.Add(Make(festival, planned, by));
        }

        database.RemoveRange(known.Values);
    }

    private static void Change(Slot slot, SlotFact planned, EventAuthor by, long revision)
    {
        if (slot.ToFact() == planned)
            return;

        slot.StageId = planned.Stage;
        slot.Title = planned.Title;
        slot.TitleEn = planned.TitleEn;
        slot.Start = DateTimeOffset.FromUnixTimeMilliseconds(planned.Start);
        slot.Duration = TimeSpan.FromMilliseconds(planned.Duration);
        slot.Revision = revision;
        slot.By = by;
    }

    private static Slot Make(Festival festival, SlotFact planned, EventAuthor by) => new()
    {
        Id = planned.Id,
        FestivalId = festival.Id,
        StageId = planned.Stage,
        Title = planned.Title,
        TitleEn = planned.TitleEn,
        Start = DateTimeOffset.FromUnixTimeMilliseconds(planned.Start),
        Duration = TimeSpan.FromMilliseconds(planned.Duration),
        Revision = festival.RundownRevision,
        By = by,
    };
}
