using Broadcast.Api.Data;
using Broadcast.Chat.Contracts.Ids;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Festivals;

internal static class ProgrammeReader
{
    /// <summary>The programme, in the order of chapters and stages; null when there is no such festival. One that is retired can be read.</summary>
    /// <param name="database">Where it is.</param>
    /// <param name="id">The festival.</param>
    /// <param name="retired">Whether retired chapters and stages are among them.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public static async Task<Programme?> ReadAsync(FestivalDb database, FestivalId id, bool retired, CancellationToken cancellation)
    {
        var festival = await database.Festivals.AsNoTracking().SingleOrDefaultAsync(festival => festival.Id == id, cancellation);
        if (festival is null)
            return null;

        var chapters = await database.Chapters.AsNoTracking()
            .Where(chapter => chapter.FestivalId == id && (retired || chapter.RetiredAt == null)).OrderBy(chapter => chapter.Order).ToListAsync(cancellation);
        var stages = await database.Stages.AsNoTracking()
            .Where(stage => stage.FestivalId == id && (retired || stage.RetiredAt == null)).OrderBy(stage => stage.Order).ToListAsync(cancellation);
        return new Programme(
            id, ChannelId.Parse(id.Value), festival.Name, festival.NameEn, festival.Theme, festival.ThemeEn, festival.TimeZone, festival.FirstDay, festival.LastDay,
            festival.Revision, chapters.ConvertAll(ChapterView.Of), stages.ConvertAll(StageView.Of))
        { RetiredAt = festival.RetiredAt };
    }
}
