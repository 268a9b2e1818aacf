using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Quiz;
using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Chat.Door;

/// <summary>The product to pin.</summary>
/// <param name="ProductId">A product of the catalogue.</param>
/// <param name="Id">Made by the client; a repeated request with the same id has one effect.</param>
internal sealed record PinBody(string? ProductId, string? Id);

/// <summary>Which option is right.</summary>
/// <param name="Answer">Its index, from 0.</param>
internal sealed record AnswerBody(int? Answer);

/// <summary>A question sent over HTTP. A missing required field is refused with the error code of the rule that it breaks.</summary>
internal sealed record QuestionBody(
    string? Text, IReadOnlyList<string>? Options, int? Answer, int? Seconds, int? Winners, string? ProductId, string? Id, string? Strength = null, long? OpensAt = null)
{
    public Result<QuestionDraft> Draft()
    {
        ProductId? prize = null;
        if (ProductId is not null)
        {
            if (!Contracts.Ids.ProductId.TryParse(ProductId, null, out var product))
                return UnknownErrors.Product;
            prize = product;
        }

        return DraftRules.Check(new QuestionDraft
        {
            Text = Text ?? "",
            Options = Options ?? [],
            Answer = Answer,
            Seconds = Seconds ?? 0,
            Winners = Winners ?? 1,
            ProductId = prize,
            Strength = Strength ?? Proofs.Telephone,
            OpensAt = OpensAt,
        });
    }
}
