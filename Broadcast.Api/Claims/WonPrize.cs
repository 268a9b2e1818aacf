using Broadcast.Api.Data;
using Broadcast.Api.Results;
using Broadcast.Chat.Contracts.Ids;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Claims;

/// <summary>A prize that somebody has won: the question may not be revealed yet.</summary>
internal sealed class WonPrize
{
    public required QuestionId Question { get; init; }

    public required string Text { get; init; }

    public required StageId Stage { get; init; }

    public required int Rank { get; init; }

    public required ProductId? Prize { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The committed prizes of a viewer; nobody wins a voided question.</summary>
    public static IQueryable<WonPrize> Of(FestivalDb database, ViewerId viewer) =>
        from winner in database.Winners.AsNoTracking()
        join result in database.QuestionResults.AsNoTracking() on winner.QuestionId equals result.Id
        where winner.Viewer == viewer && result.VoidedAt == null
        select new WonPrize
        {
            Question = result.Id,
            Text = result.Text,
            Stage = result.StageId,
            Rank = winner.Rank,
            Prize = result.Prize,
            At = result.ClosedAt,
        };
}
