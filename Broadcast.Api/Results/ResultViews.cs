using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Api.Results;

/// <summary>
/// A question's result. Winners are ranked by the SHA-256 of the UTF-8 bytes of <c>seed:question:viewer</c>, lowest lower-case hex first;
/// the SHA-256 of the seed's bytes is the commitment that was shown when the question opened. A voided question has no winners, whatever was
/// drawn before. Who asked and closed it is null in results of older builds.
/// </summary>
internal sealed record QuestionResultView(
    QuestionId Id, StageId Stage, string Text, IReadOnlyList<string> Options, int Answer, IReadOnlyList<long> Counts, int WinnersAsked,
    IReadOnlyList<WinnerView> Winners, int Entrants, ProductId? Prize, string Seed, string Commitment, bool Sound, DateTimeOffset ClosedAt, DateTimeOffset SettledAt,
    DateTimeOffset? VoidedAt, EventAuthor? OpenedBy, EventAuthor? ClosedBy)
{
    public static QuestionResultView Of(QuestionResult result, IEnumerable<DrawnWinner> winners) => new(
        result.Id, result.StageId, result.Text, result.Options, result.Answer, result.Counts, result.WinnersAsked,
        [.. winners.Where(_ => result.VoidedAt is null).Select(winner => new WinnerView(winner.Rank, winner.Viewer, winner.Name, winner.Digest))],
        result.EntrantCount, result.Prize, result.Seed, result.Commitment, result.Sound, result.ClosedAt, result.SettledAt, result.VoidedAt, result.OpenedBy, result.ClosedBy);
}

internal sealed record WinnerView(int Rank, ViewerId Viewer, string Name, string Digest);

/// <summary>Which results to list.</summary>
/// <param name="Stage">Only those of this stage.</param>
/// <param name="Before">The <c>next</c> of the previous page.</param>
/// <param name="Limit">Entries per page: 1-200, 50 when left out.</param>
internal sealed record ResultQuery(StageId? Stage, string? Before, int? Limit);

/// <param name="Results">The newest first. A page has fewer entries than it could when some are not revealed yet.</param>
/// <param name="Next">The <c>before</c> of the next page; null on the last page.</param>
internal sealed record QuestionResultPage(IReadOnlyList<QuestionResultView> Results, string? Next);

/// <param name="Pins">The newest first.</param>
/// <param name="Next">The <c>before</c> of the next page; null on the last page.</param>
internal sealed record PinIntervalPage(IReadOnlyList<PinIntervalView> Pins, string? Next);

/// <summary>A pin. Who pinned it, and who ended it, is null in those of older builds.</summary>
internal sealed record PinIntervalView(
    PinId Id, StageId Stage, ProductId Product, DateTimeOffset From, DateTimeOffset To, long Clicks, EventAuthor? By, EventAuthor? EndedBy);
