using Broadcast.Api.Keys;
using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Api.Claims;

/// <summary>
/// Confirms to a winner that the prize is claimed. Signed, so anybody can check it with the keys of <c>/.well-known/jwks.json</c>; it names
/// nobody but the viewer's id.
/// </summary>
/// <param name="Iss"><c>livefestival</c>.</param>
/// <param name="Jti">Id of the claim.</param>
/// <param name="Sub">The winner.</param>
/// <param name="Iat">When it was claimed, Unix seconds.</param>
/// <param name="Question">The question.</param>
/// <param name="Stage">Where it was asked.</param>
/// <param name="Rank">The winner's rank in the draw, from 1.</param>
/// <param name="Prize">The product; null when the question named none.</param>
internal sealed record PrizeReceipt(string Iss, string Jti, ViewerId Sub, long Iat, QuestionId Question, StageId Stage, int Rank, ProductId? Prize)
{
    /// <summary>A receipt can be checked for two years after the claim.</summary>
    public static readonly SigningPurpose Purpose = new("receipts", "receipt+jwt", TimeSpan.FromDays(730));
}
