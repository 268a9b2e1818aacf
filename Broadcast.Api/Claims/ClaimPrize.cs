using Broadcast.Api.Data;
using Broadcast.Api.Results;
using Broadcast.Chat.Contracts.Ids;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Claims;

/// <summary>What a claim is of, also of a question that was voided since.</summary>
internal sealed class ClaimPrize
{
    public required ViewerId Viewer { get; init; }

    public required QuestionId Question { get; init; }

    /// <summary>The question's text.</summary>
    public required string Text { get; init; }

    public required StageId Stage { get; init; }

    public required ProductId? Prize { get; init; }

    public static IQueryable<ClaimPrize> Of(FestivalDb database, string id) =>
        from claim in database.Claims.AsNoTracking()
        join result in database.QuestionResults.AsNoTracking() on claim.QuestionId equals result.Id
        where claim.Id == id
        select new ClaimPrize { Viewer = claim.Viewer, Question = claim.QuestionId, Text = result.Text, Stage = result.StageId, Prize = result.Prize };
}
