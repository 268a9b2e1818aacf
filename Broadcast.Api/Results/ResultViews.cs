using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Api.Results;

/// <summary>
/// A question's result. Winners are ranked by the SHA-256 of the UTF-8 bytes of <c>seed:question:viewer</c>, lowest lower-case hex first;
/// the SHA-256 of the seed's bytes is the commitment that was shown when the question opened. A voided question has no winners, whatever was
/// drawn before.
/// </summary>
internal sealed record QuestionResultView(
    QuestionId Id, StageId Stage, string Text, IReadOnlyList<string> Options, int Answer, IReadOnlyList<long> Counts, int WinnersAsked,
    IReadOnlyList<WinnerView> Winners, int Entrants, ProductId? Prize, string Seed, string Commitment, bool Sound, DateTimeOffset ClosedAt, DateTimeOffset SettledAt,
    DateTimeOffset? VoidedAt)
{
    public static QuestionResultView Of(QuestionResult result, IEnumerable<DrawnWinner> winners) => new(
        result.Id, result.StageId, result.Text, result.Options, result.Answer, result.Counts, result.WinnersAsked,
        [.. winners.Where(_ => result.VoidedAt is null).Select(winner => new WinnerView(winner.Rank, winner.Viewer, winner.Name, winner.Digest))],
        result.EntrantCount, result.Prize, result.Seed, result.Commitment, result.Sound, result.ClosedAt, result.SettledAt, result.VoidedAt);
}

internal sealed record WinnerView(int Rank, ViewerId Viewer, string Name, string Digest);

internal sealed record PinIntervalView(PinId Id, StageId Stage, ProductId Product, DateTimeOffset From, DateTimeOffset To, long Clicks);
