using Broadcast.Api.Data;
using Broadcast.Api.Idempotency;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Festivals;

internal static class FestivalEndpoints
{
    public static void MapFestivals(this IEndpointRouteBuilder routes)
    {
        var festivals = routes.MapGroup("/api/v1/festivals").WithTags("Festivals");
        festivals.MapGet("/", ListAsync).WithName("ListFestivals").WithSummary("All festivals.");
        festivals.MapGet("/{id}", GetAsync).WithName("GetFestival").WithSummary("A festival's programme: chapters and stages.");
        festivals.MapPost("/", CreateAsync).WithName("CreateFestival").WithSummary("Creates a festival with its chapters; its relay channel has the same id. Operators.")
            .RequireAuthorization(Roles.Operator).TakesIdempotencyKey();
    }

    private static async Task<Ok<List<FestivalEntry>>> ListAsync(FestivalDb database, CancellationToken cancellation) =>
        TypedResults.Ok((await database.Festivals.AsNoTracking().Select(festival => new FestivalEntry(festival.Id, festival.Name, festival.NameEn)).ToListAsync(cancellation))
            .OrderBy(festival => festival.Id.Value, StringComparer.Ordinal).ToList());

    private static async Task<Results<Ok<Programme>, ProblemHttpResult>> GetAsync(FestivalId id, FestivalDb database, CancellationToken cancellation) =>
        await ReadAsync(database, id, cancellation) is { } programme ? TypedResults.Ok(programme) : FestivalErrors.Unknown(id).ToProblem();

    private static async Task<Results<Created<Programme>, ProblemHttpResult>> CreateAsync(NewFestival body, FestivalDb database, CancellationToken cancellation)
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
        await transaction.CommitAsync(cancellation);
        return TypedResults.Created($"/api/v1/festivals/{festival.Id}", await ReadAsync(database, festival.Id, cancellation));
    }

    private static async Task<Programme?> ReadAsync(FestivalDb database, FestivalId id, CancellationToken cancellation)
    {
        var festival = await database.Festivals.AsNoTracking().SingleOrDefaultAsync(festival => festival.Id == id, cancellation);
        if (festival is null)
            return null;

        var chapters = await database.Chapters.AsNoTracking().Where(chapter => chapter.FestivalId == id).OrderBy(chapter => chapter.Order)
            .Select(chapter => new ChapterView(chapter.Id, chapter.Name, chapter.NameEn, chapter.Text, chapter.TextEn)).ToListAsync(cancellation);
        var stages = await database.Stages.AsNoTracking().Where(stage => stage.FestivalId == id).OrderBy(stage => stage.Order)
            .Select(stage => new StageView(stage.Id, stage.Name, stage.NameEn, stage.Place, stage.PlaceEn, stage.Shown, stage.ShownEn)).ToListAsync(cancellation);
        return new Programme(
            id, ChannelId.Parse(id.Value), festival.Name, festival.NameEn, festival.Theme, festival.ThemeEn, festival.TimeZone, chapters, stages);
    }
}
