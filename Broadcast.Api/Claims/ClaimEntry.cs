using Broadcast.Api.Data;
using Broadcast.Api.Results;
using Broadcast.Chat.Contracts.Ids;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Claims;

/// <summary>A claim for staff, without the name, the telephone and the address.</summary>
internal sealed record ClaimEntry
{
    public required string Id { get; init; }

    public required QuestionId Question { get; init; }

    /// <summary>The question's text.</summary>
    public required string Text { get; init; }

    public required StageId Stage { get; init; }

    /// <summary>The winner's rank in the draw, from 1.</summary>
    public required int Rank { get; init; }

    /// <summary>The product; null when the question named none.</summary>
    public required ProductId? Prize { get; init; }

    /// <summary><c>claimed</c>, <c>shipped</c> or <c>withdrawn</c>.</summary>
    public required string State { get; init; }

    public required DateTimeOffset At { get; init; }

    public required DateTimeOffset? ShippedAt { get; init; }

    public required string? Carrier { get; init; }

    public required string? Tracking { get; init; }

    /// <summary>When name, telephone and address were erased; null while they can be read.</summary>
    public required DateTimeOffset? ErasedAt { get; init; }

    /// <summary>All claims of questions that were not voided.</summary>
    public static IQueryable<ClaimEntry> All(FestivalDb database) =>
        from claim in database.Claims.AsNoTracking()
        join result in database.QuestionResults.AsNoTracking() on claim.QuestionId equals result.Id
        where result.VoidedAt == null
        select new ClaimEntry
        {
            Id = claim.Id,
            Question = claim.QuestionId,
            Text = result.Text,
            Stage = result.StageId,
            Rank = claim.Rank,
            Prize = result.Prize,
            State = claim.State,
            At = claim.At,
            ShippedAt = claim.ShippedAt,
            Carrier = claim.Carrier,
            Tracking = claim.Tracking,
            ErasedAt = claim.ErasedAt,
        };
}
