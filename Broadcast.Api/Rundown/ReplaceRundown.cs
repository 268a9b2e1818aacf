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

internal sealed class ReplaceRundownHandler(FestivalDb database) : IRequestHandler<ReplaceRundown, Result<RundownView>>
{
    public async Task<Result<RundownView>> Handle(ReplaceRundown request, CancellationToken cancellationToken)
    {
        if (!request.By.MayOperate())
            return AccessErrors.Forbidden;

        await using var transaction = await database.BeginTurnAsync($"rundown:{request.Festival}", cancellationToken);
        var festival = await database.Festivals.SingleOrDefaultAsync(festival => festival.Id == request.Festival, cancellationToken);
        if (festival is null)
            return FestivalErrors.Unknown(request.Festival);
        if (request.FromRevision is not { } from)
            return RundownErrors.Invalid("'revision' is missing. Send the revision that the change was made from.");

        var stages = await database.Stages.Where(stage => stage.FestivalId == festival.Id).Select(stage => stage.Id).ToListAsync(cancellationToken);
        var plan = RundownPlan.Read(request.Slots, stages.ToHashSet());
        if (plan.Failed)
            return plan.Error;
        if (from != festival.RundownRevision)
            return RundownErrors.Conflict(festival.RundownRevision);

        festival.RundownRevision++;
        await ApplyAsync(festival, plan.Value, request.By.Author, cancellationToken);
        await database.SaveChangesAsync(cancellationToken);
        var view = await RundownView.ReadAsync(database, festival.Id, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return view!;
    }

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
        Start = DateTimeOffset.FromUnixTimeMilliseconds(planned.Start),
        Duration = TimeSpan.FromMilliseconds(planned.Duration),
        Revision = festival.RundownRevision,
        By = by,
    };
}
