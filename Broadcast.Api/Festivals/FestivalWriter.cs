using Broadcast.Api.Audit;
using Broadcast.Api.Data;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Festivals;

/// <summary>Makes and changes festivals with their chapters and the order of their stages.</summary>
internal sealed class FestivalWriter(FestivalDb database, AuditBook audit, TimeProvider time)
{
    /// <summary>Chapters that a festival has had at most: the retired ones are kept.</summary>
    private const int MostChapters = 300;

    public async Task<Results<Created<Programme>, ProblemHttpResult>> CreateAsync(NewFestival body, CancellationToken cancellation)
    {
        var read = body.Read();
        if (read.Failed)
            return read.Error.ToProblem();

        var (festival, chapters) = read.Value;
        await using var transaction = await database.JoinAsync(cancellation);
        if (!await database.ClaimChannelAsync(festival.Id.Value, cancellation))
            return FestivalErrors.Taken(festival.Id.Value).ToProblem();

        database.Add(festival);
        database.AddRange(chapters);
        await database.SaveChangesAsync(cancellation);
        var made = (await ReadAsync(festival.Id, cancellation))!;
        await audit.NoteAsync(AuditThings.Festival, festival.Id.Value, before: null, made, cancellation);
        await transaction.CommitAsync(cancellation);
        return TypedResults.Created($"/api/v1/festivals/{festival.Id}", made);
    }

    public async Task<Results<Ok<Programme>, ProblemHttpResult>> PutAsync(FestivalId id, FestivalPut body, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginTurnAsync(Festival.TurnOf(id), cancellation);
        if (await database.Festivals.SingleOrDefaultAsync(known => known.Id == id, cancellation) is not { } festival)
            return FestivalErrors.Unknown(id).ToProblem();
        var stages = await database.Stages.Where(stage => stage.FestivalId == id).OrderBy(stage => stage.Order).ToListAsync(cancellation);
        var read = body.Read(id, stages.Select(stage => stage.Id).ToHashSet());
        if (read.Failed)
            return read.Error.ToProblem();
        if (festival.RetiredAt is not null)
            return FestivalErrors.Retired.ToProblem();
        var before = (await ReadAsync(id, cancellation))!;
        if (read.Value.Revision != festival.Revision)
            return FestivalErrors.Conflict(festival.Revision).ToProblem(("festival", before));

        festival.Take(read.Value.Texts);
        Order(stages, read.Value.Stages);
        if (!await TryTakeAsync(id, read.Value.Chapters, cancellation))
            return FestivalErrors.TooManyChapters(MostChapters).ToProblem();
        if (database.ChangeTracker.HasChanges())
            festival.Revision++;
        await database.SaveChangesAsync(cancellation);
        var after = (await ReadAsync(id, cancellation))!;
        await audit.NoteAsync(AuditThings.Festival, id.Value, before, after, cancellation);
        await transaction.CommitAsync(cancellation);
        return TypedResults.Ok(after);
    }

    /// <summary>The named stages come first, in that order; the others behind them as they were.</summary>
    private static void Order(List<Stage> stages, IReadOnlyList<StageId> named)
    {
        if (named.Count == 0)
            return;

        var rank = named.Index().ToDictionary(entry => entry.Item, entry => entry.Index);
        foreach (var (i, stage) in stages.OrderBy(stage => rank.GetValueOrDefault(stage.Id, named.Count)).Index().ToList())
            stage.Order = i;
    }

    /// <summary>Adds, changes and brings back the chapters of the list, and retires all others; false when there would be too many.</summary>
    private async Task<bool> TryTakeAsync(FestivalId id, IReadOnlyList<Chapter> chapters, CancellationToken cancellation)
    {
        var known = await database.Chapters.Where(chapter => chapter.FestivalId == id).ToDictionaryAsync(chapter => chapter.Id, StringComparer.Ordinal, cancellation);
        if (known.Keys.Union(chapters.Select(chapter => chapter.Id), StringComparer.Ordinal).Count() > MostChapters)
            return false;

        foreach (var chapter in chapters)
        {
            if (known.Remove(chapter.Id, out var row))
                row.Take(chapter);
            else
                database.Add(chapter);
        }

        foreach (var left in known.Values)
            left.RetiredAt ??= time.GetUtcNow();
        return true;
    }

    private Task<Programme?> ReadAsync(FestivalId id, CancellationToken cancellation) => ProgrammeReader.ReadAsync(database, id, retired: false, cancellation);
}
