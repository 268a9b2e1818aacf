using Broadcast.Api.Outbox;
using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Api.Claims;

/// <summary>What shops are told of a claim: what to pack, and never for whom.</summary>
internal sealed record ClaimTold : IShopNewsData
{
    public required string Claim { get; init; }

    public required QuestionId Question { get; init; }

    public required ProductId Sku { get; init; }

    public required int Units { get; init; }

    /// <summary>A prize is claimed.</summary>
    public static ShopNews Made(string claim, QuestionId question, ProductId sku) => News("claim.made", claim, question, sku);

    /// <summary>A claim is taken back: nothing is to be sent.</summary>
    public static ShopNews Withdrawn(string claim, QuestionId question, ProductId sku) => News("claim.withdrawn", claim, question, sku);

    /// <summary>Somebody has sent the prize.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="question">What was won.</param>
    /// <param name="sku">The product.</param>
    /// <param name="by">The shop that has said so, and is not told; null when a shipper has.</param>
    public static ShopNews Shipped(string claim, QuestionId question, ProductId sku, string? by) => News("claim.shipped", claim, question, sku) with { Except = by };

    private static ShopNews News(string type, string claim, QuestionId question, ProductId sku) =>
        new(type, $"claim:{claim}", new ClaimTold { Claim = claim, Question = question, Sku = sku, Units = 1 });
}
