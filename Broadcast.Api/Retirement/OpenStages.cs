using Broadcast.Api.Data;
using Broadcast.Api.Prizes;
using Broadcast.Api.Windows;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Windows;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Retirement;

/// <summary>Tells by the database on which stages people may still take part or win something: votes, and promised prizes.</summary>
internal sealed class OpenStages(FestivalDb database)
{
    public async Task<bool> AnyAsync(IReadOnlyList<StageId> stages, CancellationToken cancellation)
    {
        var promised = await database.PrizeReservations.AsNoTracking().Where(promise => promise.Kept == null).Select(promise => promise.Question).ToListAsync(cancellation);
        return promised.Exists(question => question.Stage is { } stage && stages.Contains(stage))
            || await database.BookWindows.AnyAsync(
                window => stages.Contains(window.StageId) && (window.State == WindowLife.Scheduled || window.State == WindowLife.Open || window.State == WindowLife.Paused), cancellation);
    }
}
